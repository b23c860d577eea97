"""What an answer claims is read as a person would read it, and each citation is checked."""

import unittest

from exam.answers import Answer, Place, citation_problem
from tests.small_repository import small_repository


class AnswersTest(unittest.TestCase):
    def setUp(self):
        self.repository = small_repository(self)

    def answer(self, text, *citations):
        return Answer(self.repository, {"answer": text, "citations": list(citations), "success": True})

    def citation(self, **changes):
        return {"path": "pkg/base.py", "line": 1, "endLine": 1, "quote": "class Shape:", "verified": True, **changes}

    def test_a_citation_that_holds_has_no_problem(self):
        self.assertIsNone(citation_problem(self.repository, self.citation()))
        self.assertIsNone(citation_problem(self.repository, self.citation(path="./pkg/base.py")))
        self.assertIsNone(citation_problem(self.repository, self.citation(quote="  class   Sha…")))
        self.assertIsNone(citation_problem(self.repository, self.citation(endLine=2, quote="class Shape:\n    pass")))
        self.assertIsNone(citation_problem(self.repository, self.citation(quote="")))

    def test_a_citation_that_does_not_hold_says_why(self):
        broken = [
            {"path": "pkg/none.py"}, {"path": "../pkg/base.py"}, {"line": 0}, {"line": 3, "endLine": 3},
            {"line": 2, "endLine": 1}, {"quote": "class Sphere:"}, {"line": 2, "endLine": 2},
            {"line": "1"}, {"quote": "Shape… class"},
        ]
        for changes in broken:
            self.assertIsNotNone(citation_problem(self.repository, self.citation(**changes)), changes)

    def test_places_are_read_in_many_spellings(self):
        spellings = [
            "pkg/shapes.py:5", "`pkg/shapes.py:5`", "pkg/shapes.py:5-9", "(pkg/shapes.py#L5-L9)", "./pkg/shapes.py:5:1",
            "in `pkg/shapes.py`, line 5", "pkg/shapes.py (lines 5–9)", "see pkg/shapes.py:5.", "pkg/shapes.py:5: class Circle",
        ]
        for text in spellings:
            found = self.answer(text).cited()
            self.assertEqual([(place.path, place.line) for place in found], [("pkg/shapes.py", 5)], text)

    def test_lists_of_lines_are_read_and_strange_paths_are_not(self):
        self.assertEqual([place.line for place in self.answer("pkg/shapes.py: 5, 8-9, 14").cited()], [5, 8, 14])
        for text in ("pkg/none.py:5", "pkg/shapes.py:500", "at 12:30", "shapes.py:5", "http://host:80/"):
            self.assertEqual(self.answer(text).cited(), [], text)

    def test_a_broken_citation_counts_for_nothing_even_when_the_text_repeats_it(self):
        answer = self.answer("pkg/base.py:1", self.citation(quote="class Sphere:"))
        self.assertEqual(answer.cited(), [])
        self.assertEqual(len(answer.false_claims), 1)
        answer = self.answer("pkg/base.py:1", self.citation(quote="class Sphere:", verified=False), self.citation())
        self.assertEqual(answer.cited(), [Place("pkg/base.py", 1, 1)])
        self.assertEqual(answer.false_claims, [])

    def test_the_text_gives_the_order_of_places(self):
        answer = self.answer("src/main.h:1 and pkg/base.py:1", self.citation())
        self.assertEqual(answer.cited(), [Place("src/main.h", 1, 1), Place("pkg/base.py", 1, 1)])

    def test_units_are_items_rows_and_lines_with_a_place(self):
        text = "Classes in pkg:\n\n- a.py\n  - `Circle`\n  - `Ring`\n\n| name | place |\n|---|---|\n| Shape | pkg/base.py:1 |\n"
        text += "pkg/shapes.py:5 Circle\n    class Circle(Shape):\nThat is all, without a model."
        self.assertEqual(len(self.answer(text).units()), 4)

    def test_numbers_come_from_the_first_line_that_has_any(self):
        cases = {
            "There are 1,234 files.": [1234], "pkg/shapes.py:5 has **12** lines": [12], "`a/b2.py` has three classes": [3],
            "No number here.\nBut 7 here.": [7], "src/main.c: 12": [12], "1.14 is no count": [1.14],
        }
        for text, numbers in cases.items():
            self.assertEqual(self.answer(text).numbers("How many?"), numbers, text)
        self.assertEqual(self.answer("Under 5 folders: 8").numbers("How many under 5?"), [8])


if __name__ == "__main__":
    unittest.main()
