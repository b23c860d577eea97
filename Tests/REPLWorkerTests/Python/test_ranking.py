"""Which passage comes first: the code that does a thing, before what only speaks of it."""
import unittest

from support import helpers

SERVER = {
    "server.conf": """
        # When the memory limit is reached, keys are evicted: which keys to evict is decided by the policy.
        # How the server decides which keys to evict when memory is full: maxmemory-policy.
        maxmemory-policy noeviction
    """,
    "docs/eviction.md": """
        # Eviction

        The server decides which keys to evict when memory is full. Keys that are evicted are lost.
    """,
    "src/evict.c": """
        /* Frees memory: chooses the keys to evict until memory is below the limit. */
        int performEvictions(void) {
            while (memory_used > limit) {
                key = choose_key();
                evict(key);
            }
            return 0;
        }
    """,
    "src/accept.c": """
        /* Wait a while after a failure. */
        static void acceptBackoff(int fd) {
            sleep(1);
        }

        int listenOn(int port) {
            return port; /* accept connections */
        }
    """,
    "src/limits.py": """
        DEFAULT_REDIRECT_LIMIT = 30

        def follow(redirect):
            count(redirect)
            return redirect

        def is_prime(n):
            return n > 1
    """,
    "tests/test_evict.c": """
        void testWhichKeysAreEvicted(void) { /* evict keys when memory is full */
            performEvictions();
        }
    """,
}


class RankingTests(unittest.TestCase):
    def first(self, question):
        return helpers(SERVER).search(question)[0]

    def test_leads_with_the_function_before_configuration_documents_and_tests(self):
        found = helpers(SERVER).search("Where does the server decide which keys to evict when memory is full?")
        self.assertEqual((found[0].path, found[0].within), ("src/evict.c", "performEvictions"))
        self.assertEqual(found[0].end_line, 8)

    def test_takes_two_words_for_one_identifier(self):
        self.assertEqual(self.first("Where does it back off when accepting fails?").within, "acceptBackoff")
        self.assertEqual(self.first("Where is it decided whether a number is prime?").within, "is_prime")

    def test_finds_constants_for_questions_on_values(self):
        self.assertEqual(self.first("Where is the default number of redirects set?").within, "DEFAULT_REDIRECT_LIMIT")

    def test_takes_prose_where_no_code_fits(self):
        self.assertEqual(self.first("Which keys are lost?").path, "docs/eviction.md")


ANSWERS = {
    "src/serve.py": """
        def serve():
            # The server listens here.
            return Server().serve()
    """,
    "src/failures.py": """
        def kind_of(status):
            if status == 429:
                return "the server asks to wait"
            if status >= 500:
                return "the server failed"
            return "unknown"
    """,
    "src/other.py": """
        def other():
            return 1
    """,
}


class WeightTests(unittest.TestCase):
    def test_counts_a_number_more_than_a_verb_with_the_root_of_a_noun(self):
        self.assertEqual(helpers(ANSWERS).search("What happens when the server answers 429?")[0].within, "kind_of")


LIBRARIES = {
    "deps/README.md": """
        * **fast** is our allocator of memory.
        * slow
    """,
    "deps/fast/fast.c": "int fast;\n",
    "deps/slow/README.md": """
        # Slow

        [![badge](https://example.org/badge.svg)](https://example.org)

        See the AUTHORS file for the authors of slow.

        Slow is a library for sorting on paper.
    """,
    "deps/third/third.h": """
        /* Copyright (c) A. U. Thor */

        /* Reads the third format. */
        int third(void);
    """,
}


class PartsTests(unittest.TestCase):
    def test_says_what_each_folder_is_for_with_a_line_that_stands_there(self):
        found = helpers(LIBRARIES).parts("deps")
        self.assertEqual([hit.name for hit in found], ["fast/", "slow/", "third/"])
        self.assertEqual([hit.line for hit in found], [1, 7, 3])
        self.assertEqual(found[0].path, "deps/README.md")
        self.assertIn("Reads the third format", found[2].text)

    def test_tells_files_where_there_is_no_folder(self):
        found = helpers(LIBRARIES).parts("deps/third")
        self.assertEqual([hit.name for hit in found], ["third.h"])


class MessageTests(unittest.TestCase):
    def messages(self, path, text):
        return [hit.name for hit in helpers({path: text}).errors()]

    def test_puts_parts_of_a_message_together(self):
        self.assertEqual(self.messages("a.c", 'int f() {\n    addReplyErrorFormat(c,\n        "first "\n        "second %s", x);\n}\n'), ["first second %s"])
        self.assertEqual(self.messages("a.go", 'package a\n\nfunc f() {\n\tpanic("no \'" + name +\n\t\t"\' here")\n}\n'), ["no '…' here"])
        self.assertEqual(self.messages("a.py", 'raise ValueError("one "\n    f"two {x}")\n'), ["one two {x}"])

    def test_keeps_arguments_apart(self):
        self.assertEqual(self.messages("a.c", 'int f() { set_error(c, "bad", "other"); }\n'), ["bad"])


if __name__ == "__main__":
    unittest.main()
