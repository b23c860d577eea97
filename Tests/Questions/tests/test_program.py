"""The program under examination is run with a limit, and whatever it does ends in a mark."""

import json
import pathlib
import tempfile
import time
import unittest

from exam.examination import examine
from exam.program import Program
from tests.small_repository import small_repository

QUESTION = {"id": "x-1", "kind": "definition", "repository": "small", "question": "Where is Shape?", "paths": ["."],
            "check": [{"check": "cites_any"}]}
TRUTH = {"places": [["pkg/base.py", 1, 1]]}


class ProgramTest(unittest.TestCase):
    def mark(self, script, limit=20):
        folder = tempfile.TemporaryDirectory(prefix="exam-test-")
        self.addCleanup(folder.cleanup)
        binary = pathlib.Path(folder.name, "rlm")
        binary.write_text(f"#!/bin/sh\n{script}\n")
        binary.chmod(0o755)
        program = Program(binary, ["--model", "builtin"], limit)
        self.addCleanup(program.home.cleanup)
        return examine(QUESTION, TRUTH, small_repository(self), program)

    def test_a_right_answer_is_marked_with_its_citations(self):
        citation = {"path": "pkg/base.py", "line": 1, "endLine": 1, "quote": "class Shape:", "verified": True}
        document = json.dumps({"answer": "At `pkg/base.py:1`", "citations": [citation], "success": True})
        mark = self.mark(f"test \"$1 $4\" = 'ask --json' && cat <<'END'\n{document}\nEND")
        self.assertEqual((mark.why, mark.citations, mark.verified, mark.confirmed), ("", 1, 1, 1))

    def test_failures_of_the_program_are_marked_as_such(self):
        self.assertIn("exit code 5: no budget", self.mark("echo no budget >&2; exit 5").why)
        self.assertIn("no JSON", self.mark("echo hello").why)
        self.assertIn("did not succeed", self.mark("echo '{}'").why)

    def test_a_program_that_hangs_is_ended_with_its_children(self):
        started = time.monotonic()
        self.assertIn("no answer within", self.mark("sleep 60 & sleep 60", limit=0.5).why)
        self.assertLess(time.monotonic() - started, 20)

    def test_the_program_sees_no_keys(self):
        mark = self.mark('test -z "$OPENAI_API_KEY" && test "$HOME" != "/root" && echo "{}" || exit 9')
        self.assertIn("did not succeed", mark.why)


if __name__ == "__main__":
    unittest.main()
