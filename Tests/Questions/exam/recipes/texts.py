"""Recipes for lists that are read off the text: marks, messages, imports, variables, options."""

import ast
import re

from .. import python_code
from .registry import item, items_by_name, python_files, recipe


@recipe
def grep(repository, pattern, paths=(".",), neutral=None):
    """Lines that `git grep -E` finds; lines that only the second pattern finds are neutral."""
    rows = repository.grep("-E", "-e", pattern, paths=paths)
    truth = {"items": [item([], [(path, line, line)]) for path, line, _ in rows]}
    if neutral:
        others = repository.grep("-E", "-e", neutral, paths=paths)
        truth["neutral_places"] = [[path, line, line] for path, line, _ in others]
    return truth


@recipe
def captured(repository, pattern, paths=(".",), also=(), neutral_names=()):
    """The first group of a pattern (Python's, `^` at each line), each different text once."""
    rows, finder = {}, re.compile(pattern, re.M)
    for path in repository.files(*paths):
        text = repository.text(path)
        for match in finder.finditer(text):
            first, last = (text.count("\n", 0, position) + 1 for position in match.span(1))
            rows.setdefault(match.group(1).strip(), []).append((path, first, last))
    return {"items": items_by_name(rows) + [item(names, []) for names in also], "neutral_names": list(neutral_names)}


@recipe
def python_imports(repository, path, inner="neutral"):
    """Modules that a file imports at its top level; imported names are neutral, and unless told otherwise what
    functions import is neutral too."""
    rows, neutral_names, neutral_places = {}, set(), []
    for names, line, end, top, imported in python_code.imports(repository, path):
        if top or inner == "neutral":
            neutral_names.update(imported)
        if top:
            rows.setdefault(tuple(names), []).append((path, line, end))
        elif inner == "neutral":
            neutral_names.update(names)
            neutral_places.append([path, line, end])
    items = [item(names, places) for names, places in sorted(rows.items())]
    return {"items": items, "neutral_names": sorted(neutral_names), "neutral_places": neutral_places}


@recipe
def python_environment(repository, paths, neutral_names=()):
    """Environment variables that Python code reads by a literal name."""
    rows = {}
    for name, path, line in python_code.environment_reads(repository, python_files(repository, paths)):
        rows.setdefault(name, []).append((path, line, line))
    return {"items": items_by_name(rows), "neutral_names": list(neutral_names)}


@recipe
def python_errors(repository, path, neutral_names=()):
    """Messages with which a file raises exceptions; to cite the `raise` is as good as to quote the message."""
    rows = {}
    for text, line, end in python_code.raised_messages(repository, path):
        rows.setdefault(text, []).append((path, line, end))
    raising = [[path, line, line] for line, text in enumerate(repository.lines(path), 1) if "raise " in text]
    return {"items": items_by_name(rows), "neutral_names": list(neutral_names), "neutral_places": raising}


@recipe
def python_flags(repository, paths):
    """Option strings given to argparse's `add_argument` (or optparse's `add_option`); the longest counts."""
    items = []
    for path, tree in python_code.trees(repository, paths):
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and python_code.simple_name(node.func) in ("add_argument", "add_option"):
                names = [a.value for a in node.args if isinstance(a, ast.Constant) and str(a.value).startswith("-")]
                if names:
                    items.append(item([max(names, key=len)], [(path, node.lineno, node.end_lineno)]))
    return {"items": items, "neutral_names": ["-h", "--help"]}
