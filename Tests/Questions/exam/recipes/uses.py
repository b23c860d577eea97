"""Recipes for who calls or uses a name."""

from .. import c_like_code, python_code
from .registry import item, recipe


@recipe
def python_callers(repository, name, paths=(".",)):
    """Functions that call a name, by the syntax tree."""
    files = [path for path in repository.files_with_word(name, *paths) if path.endswith(".py")]
    rows = [
        (path, line, (owner.name, owner.lineno) if owner else None)
        for path, line, owner in python_code.calls(repository, name, files)
    ]
    return _by_owner(name, rows, python_code.other_lines(repository, name, paths))


@recipe
def callers(repository, name, language, paths=(".",)):
    """Functions that call a name, by pattern over code without comments, owners by ctags (Swift: by braces)."""
    rows = c_like_code.calls(repository, name, language, paths)
    return _by_owner(name, rows, c_like_code.other_lines(repository, name, language, paths))


def _by_owner(name, rows, others):
    """One item per calling function; other code with the name is neutral, comments and prototypes if called so."""
    owners = {}
    for path, line, owner in rows:
        function, first = owner[:2] if owner else ("", 0)
        known = [(path, first, first)] if owner else []
        owners.setdefault((path, function, first), known).append((path, line, line))
    references, asides = others
    return {
        "items": [item([key[1]] if key[1] else [], found) for key, found in sorted(owners.items())],
        "neutral_names": [name],
        "neutral_places": [[path, line, line] for path, line in references],
        "labelled_places": [[path, line, line] for path, line in asides],
    }


@recipe
def uses(repository, name, language, paths=(".",)):
    """Lines of code in which a name stands; its definition, comments and strings are neutral."""
    found = c_like_code.uses(repository, name, language, paths)
    return {"items": [item([], [(path, line, line)]) for path, line in found], **_neutral_words(repository, name, paths)}


@recipe
def python_uses(repository, name, paths=(".",)):
    """Lines of code in which a name stands, by the syntax tree; definition, imports and texts are neutral."""
    files = [path for path in repository.files_with_word(name, *paths) if path.endswith(".py")]
    named = python_code.mentions(repository, name, files)
    lines = [(path, line) for path, line, _ in repository.grep("-wF", "-e", name, paths=paths) if (path, line) in named]
    return {"items": [item([], [(path, line, line)]) for path, line in lines], **_neutral_words(repository, name, paths)}


def _neutral_words(repository, name, paths):
    """Every line with the word: to name an import, a declaration or a comment is neither right nor wrong."""
    rows = repository.grep("-wF", "-e", name, paths=paths)
    return {"neutral_names": [name], "neutral_places": [[path, line, line] for path, line, _ in rows]}
