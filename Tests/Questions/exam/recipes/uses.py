"""Recipes for who calls or uses a name."""

from .. import c_like_code, python_code
from .registry import item, recipe


@recipe
def python_callers(repository, name, paths=(".",)):
    """Functions that call a name, by the syntax tree; imports and the definition are neutral."""
    files = [path for path in repository.files_with_word(name, *paths) if path.endswith(".py")]
    owners = {}
    for path, line, owner in python_code.calls(repository, name, files):
        key = (path, owner.name if owner else "", owner.lineno if owner else 0)
        owners.setdefault(key, [(path, owner.lineno, owner.lineno)] if owner else []).append((path, line, line))
    items = [item([key[1]] if key[1] else [], rows) for key, rows in sorted(owners.items())]
    return {"items": items, **_neutral_words(repository, name, paths)}


@recipe
def callers(repository, name, language, paths=(".",)):
    """Functions that call a name, by pattern over code without comments, owners by ctags (Swift: by braces)."""
    owners = {}
    for path, line, owner in c_like_code.calls(repository, name, language, paths):
        key = (path, owner[0] if owner else "", owner[1] if owner else 0)
        owners.setdefault(key, [(path, owner[1], owner[1])] if owner else []).append((path, line, line))
    items = [item([key[1]] if key[1] else [], rows) for key, rows in sorted(owners.items())]
    return {"items": items, **_neutral_words(repository, name, paths)}


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
