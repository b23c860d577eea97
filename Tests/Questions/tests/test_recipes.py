"""Recipes find what stands in the code, and neither comments nor texts."""

import unittest

from exam.recipes import RECIPES, truth_of
from exam.repository import ExamError
from tests.small_repository import small_repository


class RecipesTest(unittest.TestCase):
    def setUp(self):
        self.repository = small_repository(self)

    def truth(self, recipe, **options):
        return RECIPES[recipe](self.repository, **options)

    def names(self, recipe, **options):
        return [item["names"][0] for item in self.truth(recipe, **options)["items"]]

    def lines(self, recipe, **options):
        return [item["places"][-1][1] for item in self.truth(recipe, **options)["items"]]

    def test_definitions(self):
        self.assertEqual(self.truth("definition", name="Circle", kinds=["class"])["places"], [["pkg/shapes.py", 5, 5]])
        self.assertEqual(self.truth("definition", name="helper", kinds=["function"])["places"], [["lib.rs", 6, 6], ["src/main.c", 5, 5]])
        self.assertEqual(self.truth("swift-definition", name="Box", kinds=["class"])["places"], [["Sources/Box.swift", 6, 6]])
        self.assertEqual(self.truth("extents", of=[{"path": "src/main.c", "name": "start"}])["places"], [["src/main.c", 10, 13]])

    def test_callers_and_uses(self):
        self.assertEqual(self.names("python-callers", name="compute"), ["area", "twice"])
        self.assertEqual(self.names("callers", name="helper", language="c"), ["start"])
        self.assertEqual(self.names("callers", name="helper", language="rust"), ["read"])
        self.assertEqual(self.names("callers", name="close", language="swift"), ["open"])
        start = self.truth("callers", name="start", language="c", paths=["src"])
        self.assertEqual((start["neutral_places"], start["labelled_places"]), ([["src/main.c", 10, 10]], [["src/main.h", 1, 1]]))
        helper = self.truth("callers", name="helper", language="c", paths=["src"])
        self.assertEqual(helper["labelled_places"], [["src/main.c", 9, 9], ["src/main.c", 11, 11]])
        self.assertEqual(self.lines("uses", name="LIMIT", language="c"), [6])
        self.assertEqual(self.lines("python-uses", name="compute"), [11, 24])

    def test_lists(self):
        self.assertEqual(self.names("listing", paths=["pkg/shapes.py"], kinds=["function"], scope=""), ["compute", "twice"])
        self.assertEqual(self.names("python-subclasses", base="Shape"), ["Circle"])
        self.assertEqual(self.truth("python-subclasses", base="Shape")["neutral_names"], ["Ring"])
        self.assertEqual(self.names("swift-conformances", protocol="Lid", paths=["Sources"]), ["Box", "Crate"])
        self.assertEqual(self.names("swift-listing", paths=["Sources"], kinds=["struct", "protocol"]), ["Lid"])
        self.assertEqual(self.names("rust-implementors", trait="Reader"), ["File"])
        self.assertEqual(self.truth("rust-implementors", trait="Reader")["neutral_places"], [["lib.rs", 1, 1]])

    def test_texts(self):
        self.assertEqual(self.lines("grep", pattern=r"\bTODO\b", paths=["pkg"]), [6, 19])
        self.assertEqual(self.names("python-environment", paths=["pkg"]), ["SHAPE_FACTOR"])
        self.assertEqual(self.names("python-errors", path="pkg/shapes.py"), ["scale must be positive, it is"])
        self.assertEqual(self.names("python-imports", path="pkg/shapes.py"), [".base", "os"])
        self.assertEqual(self.names("python-imports", path="pkg/shapes.py", inner="wrong"), [".base", "os"])
        self.assertEqual(self.names("captured", paths=["src/main.c"], pattern=r'^#include\s*[<"]([^>"]+)'), ["main.h", "stdio.h"])

    def test_counts_and_needles(self):
        self.assertEqual(self.truth("file-count", patterns=["*.py"])["number"], [2])
        self.assertEqual(self.truth("line-count", path="src/main.c")["number"], [13])
        self.assertEqual(self.truth("definition-count", paths=["pkg"], kinds=["class"])["number"], [3])
        self.assertEqual(self.truth("needle", text="be exact")["places"], [["pkg/shapes.py", 19, 19]])
        default = self.truth("python-default", path="pkg/shapes.py", function="area", owner="Circle", parameter="unit")
        self.assertEqual(default["texts"], [["'cm'", "cm", '"cm"']])
        signature = self.truth("python-signature", path="pkg/shapes.py", function="area", owner="Circle")
        self.assertEqual(signature["texts"], [["scale"], ["unit"]])

    def test_a_recipe_that_finds_nothing_or_the_wrong_thing_is_an_error(self):
        question = {"id": "x", "truth": {"recipe": "definition", "name": "Oval", "kinds": ["class"]}}
        self.assertRaises(ExamError, truth_of, self.repository, question)
        self.assertRaises(ExamError, self.truth, "absent", text="circle")
        self.assertRaises(ExamError, self.truth, "terms", paths=["pkg"], terms=[["hexagon"]])
        self.assertRaises(ExamError, self.truth, "word-count", word="compute", paths=["pkg"])
        self.assertRaises(ExamError, self.repository.verify, "0" * 40)


if __name__ == "__main__":
    unittest.main()
