"""Right answers pass in any sensible wording; wrong, partial and padded ones fail."""

import unittest

from exam.answers import Answer
from exam.checks import failure
from tests.small_repository import small_repository

CLASSES = {"items": [
    {"names": ["Circle"], "places": [["pkg/shapes.py", 5, 5]]},
    {"names": ["Ring"], "places": [["pkg/shapes.py", 14, 14]]},
    {"names": ["Shape"], "places": [["pkg/base.py", 1, 1]]},
], "neutral_names": ["Square"]}
CALLS = {"items": [
    {"names": ["area"], "places": [["pkg/shapes.py", 8, 8], ["pkg/shapes.py", 11, 11]]},
    {"names": ["twice"], "places": [["pkg/shapes.py", 23, 23], ["pkg/shapes.py", 24, 24]]},
], "neutral_places": [["pkg/shapes.py", 17, 17]], "labelled_places": [["pkg/shapes.py", 19, 19]]}


class ChecksTest(unittest.TestCase):
    def setUp(self):
        self.repository = small_repository(self)

    def why(self, check, truth, text, citations=(), asked="What?", **document):
        question = {"question": asked, "check": check if isinstance(check, list) else [check]}
        document = {"answer": text, "citations": list(citations), "success": True, **document}
        return failure(question, truth, Answer(self.repository, document))

    def passes(self, check, truth, *texts, **more):
        for text in texts:
            self.assertIsNone(self.why(check, truth, text, **more), text)

    def fails(self, check, truth, *texts, **more):
        for text in texts:
            self.assertIsNotNone(self.why(check, truth, text, **more), text)

    def test_no_success_no_text_and_false_claims_fail(self):
        citation = {"path": "pkg/base.py", "line": 2, "endLine": 2, "quote": "class Shape:"}
        self.fails([], {}, "fine", success=False)
        self.fails([], {}, "", " \n")
        self.fails([], {}, "fine", citations=[{**citation, "verified": True}])
        self.passes([], {}, "fine", citations=[{**citation, "verified": False}])

    def test_a_definition_is_cited_early(self):
        check, truth = {"check": "cites_any", "within": 2}, {"places": [["pkg/shapes.py", 5, 5]]}
        self.passes(check, truth, "At pkg/shapes.py:5.", "See pkg/base.py:1 and `pkg/shapes.py:5-12`", "pkg/shapes.py line 4")
        self.fails(check, truth, "At pkg/shapes.py:9.", "pkg/base.py:1, src/main.h:1, pkg/shapes.py:5", "In shapes.py", "Circle")

    def test_a_list_needs_nearly_all_and_little_else(self):
        check = {"check": "covers"}
        self.passes(check, CLASSES, "- Circle\n- Ring\n- Shape", "`Circle`, `Ring` and `Shape`", "Circle, Ring, Shape, Square")
        self.passes(check, CLASSES, "1. class **Circle** (pkg/shapes.py:5)\n2. Ring\n3. Shape\n\nThat is 3 of them.")
        self.passes(check, CLASSES, "pkg/shapes.py:5\npkg/shapes.py:14\npkg/base.py:1", "```\npkg/shapes.py:5 Circle\nRing\nShape\n```")
        self.fails(check, CLASSES, "- Circle\n- Ring", "- Circle\n- Ring\n- Shapes", "Circles, Rings, Shapes", "3 classes")
        self.fails(check, CLASSES, "- Circle\n- Ring\n- Shape\n- Oval", "`Circle`, `Ring`, `Shape`, `Oval`", "Circle, Ring, Shape, Oval")

    def test_quoted_code_is_no_list_of_names(self):
        text = "- Circle — pkg/shapes.py:5 `class Circle(Shape, Ring):`\n- Ring pkg/shapes.py:14\n- pkg/base.py:1 `class Shape:`"
        self.passes({"check": "covers"}, CLASSES, text)
        self.passes({"check": "covers"}, CLASSES, "pkg/shapes.py:5: class Circle(Shape):\npkg/shapes.py:14-700\npkg/base.py:1")
        self.fails({"check": "covers"}, CLASSES, text + "\n- Square2 — src/main.c:1")

    def test_callers_have_names_and_places(self):
        check = {"check": "covers", "evidence": "both"}
        right = "- area: pkg/shapes.py:11\n- twice: pkg/shapes.py:24\n"
        self.passes(check, CALLS, right, "area and twice: pkg/shapes.py: 8, 23", right + "- defined at pkg/shapes.py:17")
        self.passes(check, CALLS, right + "It is also in a comment, pkg/shapes.py:19.")
        self.fails(check, CALLS, "area and twice", "- area: pkg/shapes.py:11", "- Circle: pkg/shapes.py:11\n- twice: pkg/shapes.py:24")
        self.fails(check, CALLS, right + "- pkg/shapes.py:19", right + "- start: src/main.c:5")

    def test_a_neighbour_is_not_the_item_itself(self):
        check = {"check": "covers", "evidence": "place"}
        truth = {"items": [{"names": [], "places": [["pkg/shapes.py", line, line]]} for line in (8, 9, 10)]}
        self.passes(check, truth, "pkg/shapes.py: 8, 9, 10", "pkg/shapes.py:8-10")
        self.fails(check, truth, "pkg/shapes.py: 8, 10", "pkg/shapes.py:9")
        self.passes(check, {"items": truth["items"][:1]}, "pkg/shapes.py:7", "pkg/shapes.py:9")

    def test_a_count_is_the_first_number_said(self):
        check, truth = {"check": "number"}, {"number": [12]}
        self.passes(check, truth, "12", "There are twelve.", "pkg/shapes.py has 12 functions (pkg/shapes.py:5).", "**12** in 3 files")
        self.passes(check, truth, "12 files, 900 lines, 5 folders, 6 kinds, 7 names.")
        self.fails(check, truth, "13", "None.", "There are 13.\nOr 12.", "1 2 3 4 5 12", "See pkg/shapes.py:12")

    def test_a_value_is_said_in_the_lead(self):
        check, truth = {"check": "says", "lines": 3}, {"texts": [["1 << 14", "16384"]]}
        self.passes(check, truth, "It is 16384.", "`let size = 1 << 14`")
        self.fails(check, truth, "It is 163840.", "a\nb\nc\n16384", "1 << 13")

    def test_a_summary_mentions_enough(self):
        check, truth = {"check": "mentions", "at_least": 2, "must": ["decod"]}, {"terms": [["frame"], ["decod"], ["mask"]]}
        self.passes(check, truth, "Frames and their decoder", "DECODES, masks")
        self.fails(check, truth, "Decoder", "Frame mask", "unframed decoder")
        self.fails({**check, "must": []}, {"terms": [["base"], ["class"]]}, "pkg/base.py:1 `class Shape`")

    def test_what_does_not_exist_is_denied(self):
        check = {"check": "denies"}
        self.passes(check, {}, "There is no such class.", "I found nothing of that name.", "It isn't defined here.")
        self.fails(check, {}, "It is at pkg/shapes.py:5.", "A notable class: pkg/shapes.py:5", "Nothing more was found; see pkg/shapes.py:5")

    def test_a_summary_cites_what_it_sums_up(self):
        check = {"check": "cites_in", "paths": ["pkg"]}
        self.passes(check, {}, "pkg/base.py:1")
        self.fails(check, {}, "src/main.c:1", "pkg/base.py")


if __name__ == "__main__":
    unittest.main()
