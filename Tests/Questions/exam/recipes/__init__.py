"""Recipes that make the ground truth of a question out of a repository, each with tools of its own kind."""

from ..repository import ExamError
from . import counts, definitions, lists, needles, summaries, texts, uses
from .registry import RECIPES


def truth_of(repository, question):
    """The ground truth of a question; a recipe that finds nothing is an error in the exam."""
    options = dict(question["truth"])
    name = options.pop("recipe")
    truth = RECIPES[name](repository, **options)
    if any(not value for key, value in truth.items() if not key.startswith(("neutral", "labelled"))):
        raise ExamError(f"{question['id']}: the recipe {name} finds nothing")
    return truth
