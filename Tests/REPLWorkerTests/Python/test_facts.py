import unittest

from support import helpers

FILES = {
    "app/cli.py": '''
        import argparse, os
        from app.net import fetch

        DEFAULT_PORT = 8080  # the port
        # TODO: read the port from a file

        def main():
            parser = argparse.ArgumentParser()
            parser.add_argument("-p", "--port", default=DEFAULT_PORT)
            token = os.environ["APP_TOKEN"] or os.getenv("APP_FALLBACK")
            if not token:
                raise ValueError(
                    "no token: set APP_TOKEN")
            os.environ["APP_SEEN"] = "1"
            return fetch(retry_count=3)
    ''',
    "app/net.py": '''
        """Talks to servers."""

        class RetryPolicy:
            """Decides whether and when a failed request is sent again."""

            def delay_before(self, attempt):
                return min(30, 0.5 * 2 ** attempt)

        def fetch(retry_count=3):
            policy = RetryPolicy()
            return policy.delay_before(retry_count)
    ''',
    "app/main.go": '''
        package main
        import (
        	"fmt"
        	"os"
        )
        const homeKey = "APP_HOME"
        func run() error {
        	if os.Getenv(homeKey) == "" { return fmt.Errorf("no home: %s", homeKey) }
        	return nil
        }
    ''',
    "tests/test_net.py": "def test_delay_grows():\n    assert True\n\ndef helper():\n    pass\n",
    "app.conf": "# log-level notice\nport 9000\n",
    "README.md": "# App\n\nApp sends requests and sends them again when they fail.\n",
}


class FactsTests(unittest.TestCase):
    def setUp(self):
        self.nav = helpers(FILES)

    def names(self, hits):
        return [hit.name for hit in hits]

    def test_lists_environment_variables_that_are_read_with_constants_resolved(self):
        self.assertEqual(sorted(self.names(self.nav.environment())), ["APP_FALLBACK", "APP_HOME", "APP_TOKEN"])

    def test_lists_flags_errors_and_notes(self):
        self.assertEqual(self.names(self.nav.flags()), ["-p, --port"])
        self.assertEqual(sorted(self.names(self.nav.errors())), ["no home: %s", "no token: set APP_TOKEN"])
        self.assertEqual([(hit.line, hit.kind) for hit in self.nav.todos()], [(5, "TODO")])
        self.assertEqual(len(self.nav.todos(words=["FIXME"])), 0)

    def test_lists_imports_and_importers(self):
        self.assertEqual(self.names(self.nav.imports("app/cli.py")), ["argparse, os", "app.net"])
        self.assertEqual({hit.path for hit in self.nav.imports(of="os")}, {"app/cli.py", "app/main.go"})

    def test_lists_tests_by_the_marks_of_the_language(self):
        self.assertEqual(self.names(self.nav.tests()), ["test_delay_grows"])

    def test_finds_values_in_code_and_configuration(self):
        self.assertEqual(self.nav.values("DEFAULT_PORT")[0].value, "8080")
        self.assertEqual(self.nav.values("log-level")[0].value, "notice")
        self.assertIn("3", [hit.value[:1] for hit in self.nav.values("retry_count")])


class SearchTests(unittest.TestCase):
    def test_finds_the_place_by_word_forms_and_identifier_parts(self):
        nav = helpers(FILES)
        found = nav.search("Where are the delays of retries decided?")
        self.assertEqual(found[0].path, "app/net.py")
        self.assertIn("RetryPolicy.delay_before", [hit.within for hit in found[:3]])

    def test_says_which_words_it_did_not_find(self):
        self.assertIn("not found: zebra", str(helpers(FILES).search("zebra policy")))

    def test_finds_nothing_without_failing(self):
        nav = helpers(FILES)
        for query in ("", "the of and", "zzzz", "İstanbul ß"):
            self.assertEqual(len(nav.search(query)), 0)

    def test_summarises_by_what_stands_there(self):
        found = helpers(FILES).summary()
        self.assertIn("App sends requests and sends them again when they fail.", [hit.text for hit in found])


LOG = """commit 1111111111111111111111111111111111111111
Author: A <a@example.org>
Date:   Mon Jan 1 00:00:00 2024 +0000

    Tidy the list of colours

diff --git a/colours.txt b/colours.txt
--- a/colours.txt
+++ b/colours.txt
@@ -1 +1 @@
-red
+blue

commit 2222222222222222222222222222222222222222
Author: B <b@example.org>
Date:   Tue Jan 2 00:00:00 2024 +0000

    Send frames with a length before them

    The wire format had no end of message.
"""


class CommitsTests(unittest.TestCase):
    def test_ranks_commits_by_message_and_changes(self):
        nav = helpers({"log": LOG})
        self.assertEqual(nav.commits("Which commit changed the wire format?")[0].name, "2" * 40)
        self.assertEqual(nav.commits("who made it blue")[0].name, "1" * 40)
        self.assertEqual(nav.commits().total, 2)
        self.assertEqual(nav.commits("wire")[0].line, 14)


if __name__ == "__main__":
    unittest.main()
