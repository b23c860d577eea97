"""Puts questions to the program and marks its answers."""

from .answers import Answer
from .checks import failure
from .report import Mark


def examine(question, truth, repository, program):
    """Asks one question and marks the answer."""
    document, seconds, problem = program.ask(question, repository.folder)
    mark = Mark(question["id"], question["kind"], question["repository"], question["question"], seconds, problem or "")
    if document is not None:
        mark_answer(mark, question, truth, repository, document)
    return mark


def mark_answer(mark, question, truth, repository, document):
    """Fills in what an answer that came is worth."""
    answer = Answer(repository, document)
    mark.answer = answer.text
    mark.citations = len(answer.citations)
    mark.quoting = sum(bool(citation.get("quote")) for citation in answer.citations)
    mark.verified = sum(citation.get("verified") is True for citation in answer.citations)
    mark.confirmed = sum(problem is None for problem in answer.problems)
    mark.why = failure(question, truth, answer) or ""
