"""Recipes for needles: texts, values, defaults, parameters."""

import re

from .. import python_code
from ..repository import ExamError
from ..tags import tags
from .registry import recipe


@recipe
def needle(repository, text, paths=(".",)):
    """Where a text stands, by `git grep -F`."""
    return {"places": [[path, line, line] for path, line, _ in repository.grep("-F", "-e", text, paths=paths)]}


@recipe
def value(repository, pattern, wordings, path, also=()):
    """A value on the one line that a pattern finds in a file, in one of several wordings; `also` says it elsewhere."""
    places = []
    for file, expected in [(path, pattern), *also]:
        rows = [n for n, line in enumerate(repository.lines(file), 1) if re.search(expected, line)]
        if len(rows) != 1 or wordings[0] not in repository.lines(file)[rows[0] - 1]:
            raise ExamError(f"{file}: {expected!r} with {wordings[0]!r} stands on {len(rows)} lines")
        places.append([file, rows[0], rows[0]])
    return {"texts": [wordings], "places": places}


@recipe
def python_default(repository, path, function, parameter, owner=""):
    """The default of a parameter, as Python's parser reads it."""
    node = python_code.function(repository, path, function, owner)
    text = python_code.parameters(node)[1][parameter]
    wordings = [text, text.strip("'\""), text.replace("'", '"')]
    return {"texts": [wordings], "places": [[path, node.lineno, node.body[0].lineno]]}


@recipe
def python_signature(repository, path, function, owner=""):
    """The names of the parameters, `self` and `cls` left out."""
    node = python_code.function(repository, path, function, owner)
    names = python_code.parameters(node)[0]
    return {"texts": [[name] for name in names], "places": [[path, python_code.first_line(node), node.lineno]]}


@recipe
def signature(repository, path, function, parameters):
    """Parameters of a function as ctags reads them; the list in the question says them again, to be compared."""
    found = [tag for tag in tags(repository, [path]) if tag.name == function and tag.signature]
    head = found[0].signature if found else ""
    if not found or not all(re.search(rf"\b{name}\b", head) for name in parameters):
        raise ExamError(f"{path}: {function}{head} does not have {parameters}")
    return {"texts": [[name] for name in parameters], "places": [[path, found[0].line, found[0].line]]}
