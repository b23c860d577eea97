"""Recipes for counts."""

from ..repository import ExamError, run
from ..tags import tags
from .lists import in_scope
from .registry import recipe


@recipe
def file_count(repository, patterns):
    """Tracked files that match git path patterns."""
    return {"number": [len(repository.files(*patterns))]}


@recipe
def line_count(repository, path):
    """`wc -l`, and one more where the last line has no newline."""
    count = int(run(["wc", "-l", path], repository.folder).split()[0])
    return {"number": sorted({count, len(repository.lines(path))})}


@recipe
def definition_count(repository, paths, kinds, scope=None):
    """Definitions of some kinds that ctags sees in files."""
    found = tags(repository, repository.files(*paths))
    return {"number": [sum(tag.kind in kinds and in_scope(tag, scope) for tag in found)]}


@recipe
def word_count(repository, word, paths):
    """`grep -ow`, for a word of which each occurrence stands on a line of its own."""
    rows = repository.grep("-wF", "-o", "-e", word, paths=paths)
    lines = repository.grep("-wF", "-e", word, paths=paths)
    if len(rows) != len(lines):
        raise ExamError(f"{word} stands {len(rows)} times on {len(lines)} lines: an ambiguous question")
    return {"number": [len(rows)]}
