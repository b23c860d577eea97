import unittest

from support import helpers

LONG = "x = 1  " + "abc " * 200 + "needle " + "def " * 200
FILES = {
    "src/core/main.py": "import os\n\n\ndef main():\n    return os.environ.get('HOME', '')\n",
    "src/core/util.py": "A = 1\r\nB = 2\r\n",
    "tests/util.py": "A = 1\n",
    "docs/guide.md": "# Guide\n\n```\n# not a heading\n```\n## Use\nSay `needle`.\n",
    "wide.txt": LONG + "\n",
    "empty.txt": "",
}


class GrepTests(unittest.TestCase):
    def setUp(self):
        self.nav = helpers(FILES)

    def test_gives_matching_lines_with_their_numbers(self):
        found = self.nav.grep(r"return\s+os")
        self.assertEqual([str(hit) for hit in found], ["src/core/main.py:5: return os.environ.get('HOME', '')"])
        self.assertEqual(found[0].text, "    return os.environ.get('HOME', '')")

    def test_counts_what_it_does_not_keep(self):
        found = self.nav.grep(".", limit=2)
        self.assertEqual(len(found), 2)
        self.assertGreater(found.total, 5)
        self.assertIn("the first 2 kept", str(found))

    def test_takes_an_invalid_pattern_literally(self):
        found = self.nav.grep("get('HOME'")
        self.assertEqual(found[0].line, 5)
        self.assertIn("taken literally", str(found))

    def test_never_matches_across_lines_and_finds_each_line_once(self):
        self.assertEqual([hit.line for hit in self.nav.grep(r"^\s*def")], [4])
        self.assertEqual([hit.line for hit in self.nav.grep(r"[^x]main")], [4])
        self.assertEqual([hit.line for hit in self.nav.grep("A|1", path="tests")], [1])

    def test_finds_every_alternative(self):
        self.assertEqual([hit.path for hit in self.nav.grep("Guide|environ")], ["src/core/main.py", "docs/guide.md"])
        self.assertEqual(len(self.nav.grep("absent|(?:en|x)viron|#")), 4)

    def test_ignores_case_and_shows_context(self):
        self.assertEqual(len(self.nav.grep("HOME", ignore_case=True)), 1)
        self.assertIn(">5:     return", str(self.nav.grep("environ", context=1)))

    def test_shows_the_match_of_a_long_line(self):
        self.assertIn("needle", str(self.nav.grep("needle", path="wide.txt")[0]))

    def test_drops_carriage_returns(self):
        self.assertEqual(self.nav.grep("B = 2$|B = 2")[0].text, "B = 2")


class PathTests(unittest.TestCase):
    def setUp(self):
        self.nav = helpers(FILES)

    def paths(self, path):
        return [hit.path for hit in self.nav.find_files(path=path)]

    def test_understands_folders_globs_names_and_parts(self):
        self.assertEqual(self.paths("src"), ["src/core/main.py", "src/core/util.py"])
        self.assertEqual(self.paths("core/"), ["src/core/main.py", "src/core/util.py"])
        self.assertEqual(self.paths("*.md"), ["docs/guide.md"])
        self.assertEqual(self.paths("src/**/*.py"), ["src/core/main.py", "src/core/util.py"])
        self.assertEqual(self.paths("src/*.py"), [])
        self.assertEqual(self.paths("nowhere"), [])

    def test_prefers_the_project_own_file_among_several_of_a_name(self):
        self.assertEqual(self.paths("util.py"), ["src/core/util.py"])

    def test_works_below_a_common_folder(self):
        nav = helpers({"../repo/src/a.c": "int a;\n", "../repo/deps/src/b.c": "int b;\n"})
        self.assertEqual([hit.path for hit in nav.find_files(path="src")], ["../repo/src/a.c"])
        self.assertEqual(nav.place("src"), "../repo/src")

    def test_does_not_judge_a_file_by_the_folders_above_the_corpus(self):
        nav = helpers({"/home/me/tests/build/app/src/a.py": "def go(): pass\n", "/home/me/tests/build/app/tests/b.py": "go()\n"})
        self.assertEqual([hit.role for hit in nav.find_files()], ["own", "test"])

    def test_reads_lines_by_number_and_around_a_hit(self):
        self.assertEqual([hit.text for hit in self.nav.lines("src/core/util.py", 1, 2)], ["A = 1", "B = 2"])
        self.assertIn(5, [hit.line for hit in self.nav.lines(self.nav.grep("environ")[0])])
        with self.assertRaisesRegex(KeyError, "no file"):
            self.nav.lines("nowhere.py")

    def test_counts_files_and_lines(self):
        self.assertIn("2 files, 7 lines", str(self.nav.tree("src")))
        self.assertEqual(self.nav.find_files(sort="lines")[0].path, "docs/guide.md")
        self.assertEqual({row.name: (row.files, row.lines) for row in self.nav.languages()}["python"], (3, 8))

    def test_ends_a_section_within_the_file(self):
        self.assertEqual([(hit.line, hit.end_line) for hit in self.nav.definitions(kind="heading")], [(1, 7), (6, 7)])

    def test_keeps_headings_apart_from_code_blocks(self):
        self.assertEqual([hit.name for hit in self.nav.definitions(kind="heading")], ["Guide", "Use"])


class ReportTests(unittest.TestCase):
    def setUp(self):
        self.nav = helpers(FILES)

    def test_cites_with_quotes_that_stand_there(self):
        files = self.nav.files if hasattr(self.nav, "files") else FILES
        for hit in self.nav.grep(".", limit=None):
            line = files[hit.path].split("\n")[hit.line - 1]
            quote = self.nav.cite(hit).split(" ", 1)[1].strip("`").strip()
            self.assertIn(quote, line)

    def test_says_how_many_places_it_leaves_out(self):
        text = self.nav.report("All lines.", self.nav.grep(".", limit=None), limit=3)
        self.assertIn("- … and", text)
        self.assertTrue(text.startswith("All lines.\n\n- src/core/main.py:1 `import os`"))


if __name__ == "__main__":
    unittest.main()
