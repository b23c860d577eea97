"""Generated questions ask about what has one answer, and a seed always asks the same."""

import unittest

from exam.material import Material
from exam.recipes import truth_of
from exam.templates import TEMPLATES
from tests.small_repository import small_repository


class TemplatesTest(unittest.TestCase):
    def setUp(self):
        self.repository = small_repository(self)

    def rows(self, template, language="python", seed="a", **options):
        return list(TEMPLATES[template](Material(self.repository, language, seed), **options))

    def words(self, *arguments, **options):
        return sorted(tuple(words.values()) for words, _, _ in self.rows(*arguments, **options))

    def test_templates_pick_what_is_there(self):
        self.assertEqual(self.words("definition", kinds=["function"]), [])
        self.assertEqual(self.words("subclasses", fewest=1), [("Circle",)])
        self.assertEqual(self.words("classes", fewest=1), [("pkg/base.py",), ("pkg/shapes.py",)])
        self.assertEqual(self.words("functions", fewest=2), [("pkg/shapes.py",)])
        self.assertEqual(self.words("functions", "rust", fewest=2), [("lib.rs",)])
        self.assertEqual(self.words("imports", fewest=2), [("pkg/shapes.py",)])
        self.assertEqual(self.words("includes", "c", fewest=2), [("src/main.c",)])
        self.assertEqual(self.words("marks", fewest=2), [("pkg",)])

    def test_each_question_has_a_truth(self):
        for template, options in {"subclasses": {"fewest": 1}, "lines": {"fewest": 2}, "files": {"fewest": 2}}.items():
            for words, truth, check in self.rows(template, **options):
                self.assertTrue(truth_of(self.repository, {"id": template, "truth": truth}), words)
                self.assertTrue(check)

    def test_the_seed_decides_the_order_alone(self):
        orders = {seed: [words["path"] for words, _, _ in self.rows("lines", seed=seed, fewest=1)] for seed in "abcdefgh"}
        self.assertEqual(orders["a"], [words["path"] for words, _, _ in self.rows("lines", seed="a", fewest=1)])
        self.assertGreater(len({tuple(order) for order in orders.values()}), 1)


if __name__ == "__main__":
    unittest.main()
