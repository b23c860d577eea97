"""Recipes for summaries, and for what does not exist."""

from ..repository import ExamError
from .registry import recipe


@recipe
def terms(repository, paths, terms):
    """Key terms of files (found by reading); the first wording of each really stands in them."""
    text = "\n".join(repository.text(path) for path in repository.files(*paths)).lower()
    for wordings in terms:
        if not any(wording.lower() in text for wording in wordings):
            raise ExamError(f"{paths}: nothing says {wordings}")
    return {"terms": terms}


@recipe
def absent(repository, text):
    """A name that stands nowhere in the repository."""
    if repository.grep("-iF", "-e", text):
        raise ExamError(f"{text} does stand in {repository.name}")
    return {}
