import unittest

from support import corpus, has_grammars, helpers

FILES = {
    "src/a.py": '''
        LIMIT = 3


        class Session:
            retries = 3

            def send(
                self, request,
            ):
                raise ValueError(
                    "no such request"
                )
    ''',
    "src/b.py": "def go(n):\n    return n\n\n\ndef stop(n):\n    return go(n)\n",
    "src/item.c": "typedef struct item {\n    int size;\n    char *name;\n} item;\n",
}
NUMBERED = {"context": "Find it.\n\nsrc/a.py, lines 3-5 of 9:\n3: def futrig(x):\n4:     return x\n5: y = futrig(2)\nlib/b.py:12 (function go): def go(): futrig(1)\n"}


class HeaderTests(unittest.TestCase):
    def setUp(self):
        self.nav = helpers(FILES)

    def test_says_of_a_slice_that_it_is_one(self):
        found = self.nav.grep("n")
        head = lambda hits: str(hits).split("\n")[0].split(" (")[0]
        self.assertEqual(head(found), f"{len(found)} matches")
        self.assertEqual(head(found[:2]), f"first 2 of {len(found)} matches")
        self.assertEqual(head(found[:4][:2]), f"first 2 of {len(found)} matches")
        self.assertEqual(head(found[1:3]), f"2 of {len(found)} matches")
        self.assertEqual(head(found[-2:]), f"last 2 of {len(found)} matches")
        self.assertEqual(head(found[::-1]), f"{len(found)} matches")
        self.assertEqual(found[:2].total, len(found))

    def test_keeps_two_lists_in_one_print_apart(self):
        both = f"{self.nav.grep('go')} {self.nav.grep('stop')}"
        self.assertIn("return go(n)\n ", both)
        self.assertTrue(both.endswith("\n"))

    def test_merges_the_surroundings_of_matches(self):
        found = self.nav.grep("return", path="b.py", context=2)
        self.assertEqual(
            str(found), "2 matches\nsrc/b.py:\n 1: def go(n):\n>2:     return n\n 3: \n 4: \n 5: def stop(n):\n>6:     return go(n)\n")
        self.assertEqual(str(found[0]), "src/b.py:2: \n 1: def go(n):\n>2:     return n\n 3: \n 4: ")
        self.assertIn("\n--\n", str(self.nav.grep("return", path="b.py", context=1)))


class VerbatimTests(unittest.TestCase):
    def setUp(self):
        self.nav = helpers(FILES)
        self.files = corpus(FILES)

    def test_rows_end_in_what_stands_there(self):
        nav = self.nav
        for hits in (nav.definitions(), nav.errors(), nav.usages("go"), nav.imports(), nav.values("LIMIT"), nav.outline("a.py"), nav.search("request")):
            for hit in hits:
                line = self.files[hit.path].split("\n")[hit.line - 1]
                self.assertEqual(str(hit).split(": ", 1)[1], line.strip())

    def test_puts_remarks_before_the_text(self):
        self.assertEqual(str(self.nav.definitions("go")[0]), "src/b.py:1-2 (function go): def go(n):")
        self.assertIn("says no such request", str(self.nav.errors()[0]))
        if has_grammars():
            self.assertIn("(method Session.send( self, request, ))", str(self.nav.definitions("send")[0]))

    def test_tells_the_fields_of_a_type_on_one_row(self):
        self.assertIn("  fields: retries:5\n" if has_grammars() else "class Session", str(self.nav.outline("a.py")))
        if has_grammars():
            self.assertIn("  fields: size:2, name:3\n", str(self.nav.outline("item.c")))
            self.assertEqual(self.nav.definitions("size")[0].name, "item.size")


class KindTests(unittest.TestCase):
    def test_every_list_is_of_the_one_type_that_is_known_to_be_harmless(self):
        from rlm_worker.hits import Hits

        nav = helpers(FILES)
        for made in (nav.lines("b.py"), nav.grep("go", context=1), nav.grep("go")[:1], nav.outline("b.py"), nav.lines("b.py")[:1]):
            self.assertIs(type(made), Hits)


class LinesTests(unittest.TestCase):
    def setUp(self):
        self.nav = helpers(FILES)

    def test_prints_numbers_without_padding_and_says_which_part_it_is(self):
        self.assertEqual(str(self.nav.lines("b.py", 1, 2)), "src/b.py, lines 1-2 of 6:\n1: def go(n):\n2:     return n\n")
        self.assertTrue(str(self.nav.lines("b.py")).startswith("src/b.py, all 6 lines:\n1: "))
        self.assertEqual(str(self.nav.lines("b.py")[1:2]), "src/b.py, line 2 of 6:\n2:     return n\n")

    def test_takes_ranges_as_people_write_them(self):
        for part in (("b.py", "2-3"), ("b.py", (2, 3)), ("b.py:2-3",), ("b.py", "2", 3), ("b.py", range(2, 4))):
            self.assertEqual([hit.line for hit in self.nav.lines(*part)], [2, 3], part)
        self.assertIn(2, [hit.line for hit in self.nav.lines("b.py:2")])
        with self.assertRaisesRegex(ValueError, "670, 700"):
            self.nav.lines("b.py", "some")


class NumberedTests(unittest.TestCase):
    def setUp(self):
        self.nav = helpers(NUMBERED)

    def test_shows_the_place_that_a_line_names(self):
        found = self.nav.grep("futrig")
        self.assertEqual(str(found[0]), "src/a.py:3 (line 4 of context): def futrig(x):")
        self.assertEqual(str(found[2]), "lib/b.py:12 (line 7 of context): def go(): futrig(1)")
        self.assertEqual((found[0].path, found[0].line, found[0].source), ("context", 4, "src/a.py:3"))

    def test_reads_back_what_it_prints_itself(self):
        nav = helpers(FILES)
        for printed in (nav.lines("b.py"), nav.lines("b.py", 2, 6), nav.grep("go"), nav.outline("b.py"), nav.definitions()):
            inner = helpers({"context": str(printed)}).grep("go")
            self.assertTrue(inner and all(hit.source.startswith("src/b.py:") for hit in inner), str(printed))

    def test_numbers_lines_once(self):
        self.assertIn("\n3: def futrig(x):\n", str(self.nav.lines("context")))
        self.assertNotIn("4: 3:", str(self.nav.grep("futrig", context=1)))

    def test_leaves_other_texts_alone(self):
        found = helpers({"log.txt": "10:00: start\n11:00: stop\n"}).grep("stop")
        self.assertEqual(str(found[0]), "log.txt:2: 11:00: stop")

    def test_says_that_a_text_has_no_symbols(self):
        found = self.nav.definitions("futrig")
        self.assertEqual(len(found), 0)
        self.assertIn("this text has no symbol index; futrig stands on 3 lines", str(found))
        self.assertIn("src/a.py:5 (line 6 of context): y = futrig(2)", str(found))


if __name__ == "__main__":
    unittest.main()
