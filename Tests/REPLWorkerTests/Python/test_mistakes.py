import unittest

from support import helpers

FILES = {"src/sessions.py": "def go(): pass\n", "src/net/retry.py": "def go(): pass\n", "README.md": "# It\n"}


class PathMistakeTests(unittest.TestCase):
    def setUp(self):
        self.nav = helpers(FILES)

    def test_says_that_no_file_matches_instead_of_counting_none(self):
        nav = self.nav
        for found in (
            nav.outline("sesions.py"), nav.grep("x", path="sesions.py"), nav.search("x", path="sesions.py"), nav.tree("sesions.py"),
            nav.definitions("go", path="sesions.py"), nav.usages("go", path="sesions.py"), nav.todos("sesions.py"), nav.find_files(path="sesions.py"),
        ):
            self.assertEqual(str(found), "no file matches path 'sesions.py'; near: src/sessions.py\n")
            self.assertFalse(found)
        self.assertIn("0 matches", str(nav.grep("nothing", path="src")))

    def test_says_so_of_a_path_in_a_list(self):
        self.assertIn("1 match (no file matches path 'retri.py'; near: src/net/retry.py)", str(self.nav.grep("go", path=["sessions.py", "retri.py"])))
        self.assertIn("the list of paths is empty", str(self.nav.grep("go", path=[])))

    def test_names_folders_too_and_no_far_fetched_file(self):
        self.assertIn("near: src/net/", str(self.nav.grep("x", path="nett")))
        self.assertIn("tree() lists the folders", str(self.nav.grep("x", path="unlikely.py")))

    def test_raises_with_the_nearest_path_where_one_file_is_needed(self):
        with self.assertRaisesRegex(KeyError, "near: src/sessions.py"):
            self.nav.lines("sesions.py")

    def test_says_that_a_text_is_no_path(self):
        for call in (self.nav.outline, self.nav.lines, lambda text: self.nav.grep("x", path=text)):
            with self.assertRaisesRegex(TypeError, "takes a path, such as 'src/sessions.py', not a text"):
                call("def go():\n    return (\n")


class CallMistakeTests(unittest.TestCase):
    def test_tells_the_signature(self):
        with self.assertRaisesRegex(TypeError, r"'case'; write grep\(pattern, path='', ignore_case=False"):
            helpers(FILES).grep("x", case=True)
        with self.assertRaisesRegex(TypeError, r"write definitions\("):
            helpers(FILES).definitions("x", "", "", "", False, False, 3, 4)

    def test_names_the_attributes_of_a_hit(self):
        hit = helpers(FILES).grep("go")[0]
        with self.assertRaisesRegex(AttributeError, "no 'file'; it has path, line"):
            hit.file
        self.assertEqual(getattr(hit, "file", ""), "")


if __name__ == "__main__":
    unittest.main()
