"""Templates of questions: each picks what to ask about by a recipe, and yields (words to fill in, truth, check)."""

import ast
import collections
import re

from . import python_code
from .recipes.registry import RECIPES

LIST = [{"check": "covers"}]
PLACES = [{"check": "covers", "evidence": "place"}]
CALLERS = [{"check": "covers", "evidence": "both"}]
NUMBER = [{"check": "number"}]
PLACE = [{"check": "cites_any", "within": 3}]


def definition(material, kinds):
    """A name with exactly one definition."""
    for name in material.unique(kinds):
        yield {"name": name}, {"recipe": "definition", "name": name, "kinds": list(kinds)}, PLACE


def callers(material, fewest=2, most=6):
    """A function with one definition that a few other functions call."""
    for name in material.unique(material.function_kinds | {"member"}):
        if not fewest < material.words[name] <= 3 * most:
            continue
        truth = _callers_recipe(material, name)
        items = RECIPES[truth["recipe"]](material.repository, **_options(truth))["items"]
        if fewest <= len(items) <= most and all(item["names"] and item["names"] != [name] for item in items):
            yield {"name": name}, truth, CALLERS


def _callers_recipe(material, name):
    if material.language == "python":
        return {"recipe": "python-callers", "name": name}
    return {"recipe": "callers", "name": name, "language": material.language}


def functions(material, fewest=5, most=15):
    """A file with a handful of functions (in Python: of the top level)."""
    for path in material.clear_files(fewest, most):
        truth = {"recipe": "listing", "paths": [path], "kinds": sorted(material.function_kinds)}
        if material.language == "python":
            truth["scope"] = ""
        yield {"path": path}, truth, LIST


def function_count(material, fewest=6, most=40):
    """A file whose functions are to be counted."""
    for path in material.clear_files(fewest, most):
        truth = {"recipe": "definition-count", "paths": [path], "kinds": sorted(material.function_kinds)}
        if material.language == "python":
            truth["scope"] = ""
        yield {"path": path}, truth, NUMBER


def classes(material, fewest=3, most=12):
    """A Python file with a few classes, all of the top level."""
    counted = collections.Counter(tag.path for tag in material.tags if tag.kind == "class")
    nested = {tag.path for tag in material.tags if tag.kind == "class" and tag.scope}
    for path in material.shuffled(set(material.paths) - nested):
        if fewest <= counted[path] <= most:
            yield {"path": path}, {"recipe": "listing", "paths": [path], "kinds": ["class"]}, LIST


def subclasses(material, fewest=3, most=12):
    """A class with one definition and a few direct subclasses."""
    children = collections.Counter()
    for _, tree in python_code.trees(material.repository, material.paths):
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                children.update({python_code.simple_name(base) for base in node.bases})
    for name in material.unique({"class"}, shortest=6):
        if fewest <= children[name] <= most:
            yield {"name": name}, {"recipe": "python-subclasses", "base": name}, LIST


def imports(material, fewest=5, most=15):
    """A Python file with a few imports, all of the top level."""
    for path in material.shuffled(material.paths):
        if python_code.parse(material.repository, path) is None:
            continue
        found = python_code.imports(material.repository, path)
        modules = {tuple(names) for names, _, _, top, _ in found if top}
        if fewest <= len(modules) <= most and all(top for _, _, _, top, _ in found):
            yield {"path": path}, {"recipe": "python-imports", "path": path}, LIST


def includes(material, fewest=4, most=15):
    """A C file with a few headers."""
    pattern = r"^[ \t]*#[ \t]*include[ \t]*[<\"]([^>\"]+)[>\"]"
    for path in material.shuffled(path for path in material.paths if path.endswith(".c")):
        if fewest <= len(set(re.findall(pattern, material.repository.text(path), re.M))) <= most:
            yield {"path": path}, {"recipe": "captured", "paths": [path], "pattern": pattern}, LIST


def signature(material, fewest=3, most=6):
    """A Python function of the top level with a few parameters of speaking names."""
    for name in material.unique({"function"}):
        tag = material.definitions[name][0]
        if tag.scope_kind not in ("", "module"):
            continue
        names = python_code.parameters(python_code.function(material.repository, tag.path, name))[0]
        if fewest <= len(names) <= most and all(len(one) > 2 for one in names):
            truth = {"recipe": "python-signature", "path": tag.path, "function": name}
            yield {"name": name}, truth, [{"check": "says", "lines": 20}]


def default(material):
    """A parameter with a default that says something."""
    for name in material.unique({"function"}):
        tag = material.definitions[name][0]
        if tag.scope_kind not in ("", "module"):
            continue
        defaults = python_code.parameters(python_code.function(material.repository, tag.path, name))[1]
        for parameter, text in sorted(defaults.items()):
            if len(parameter) > 3 and re.fullmatch(r"'[\w./-]{4,}'|\d{2,}", text):
                truth = {"recipe": "python-default", "path": tag.path, "function": name, "parameter": parameter}
                yield {"name": name, "parameter": parameter}, truth, [{"check": "says"}, *PLACE]


def variants(material, fewest=3, most=10):
    """A Rust enum with one definition and a few variants."""
    for name in material.unique({"enum"}, shortest=6):
        tag = material.definitions[name][0]
        inside = [one for one in material.tags if one.path == tag.path and one.kind == "enumerator"]
        if fewest <= sum(one.scope.split("::")[-1] == name for one in inside) <= most:
            truth = {"recipe": "listing", "paths": [tag.path], "kinds": ["enumerator"], "scope": name}
            yield {"name": name, "path": tag.path}, truth, LIST


def marks(material, fewest=3, most=25):
    """A folder with some TODO or FIXME in it."""
    counted = collections.Counter()
    for path, _, _ in material.repository.grep("-E", "-e", r"\b(TODO|FIXME)\b"):
        parts = path.split("/")[:-1]
        counted.update("/".join(parts[: depth + 1]) for depth in range(len(parts)))
    for folder in material.shuffled(counted):
        if fewest <= counted[folder] <= most:
            truth = {"recipe": "grep", "pattern": r"\b(TODO|FIXME)\b", "paths": [folder]}
            yield {"path": folder}, {**truth, "neutral": "XXX|HACK|[Tt]odo|[Ff]ixme"}, PLACES


def lines(material, fewest=200):
    """A file of some length."""
    for path in material.shuffled(material.paths):
        if len(material.repository.lines(path)) >= fewest:
            yield {"path": path}, {"recipe": "line-count", "path": path}, NUMBER


def files(material, fewest=5):
    """A folder with some files of the language."""
    counted = collections.Counter(folder for path in material.repository.files() for folder in _parents(path))
    for folder in material.shuffled(counted):
        suffix = {"python": ".py", "go": ".go", "rust": ".rs", "c": ".c", "elisp": ".el"}[material.language]
        pattern = f"{folder}/*{suffix}"
        if fewest <= len(material.repository.files(pattern)) <= 500:
            yield {"path": folder, "suffix": suffix}, {"recipe": "file-count", "patterns": [pattern]}, NUMBER


def _parents(path):
    parts = path.split("/")[:-1]
    return ["/".join(parts[: depth + 1]) for depth in range(len(parts))]


def needle(material, shortest=28, longest=60):
    """A text in quotes that stands in one place."""
    pattern = re.compile(r'"([A-Z][\w ,.-]{%d,%d})"' % (shortest, longest))
    for path in material.shuffled(material.paths):
        for text in pattern.findall(material.repository.text(path)):
            if len(material.repository.grep("-F", "-e", text)) == 1:
                yield {"text": text}, {"recipe": "needle", "text": text}, PLACE


def _options(truth):
    return {key: value for key, value in truth.items() if key != "recipe"}


TEMPLATES = {
    function.__name__.replace("_", "-"): function
    for function in (definition, callers, functions, function_count, classes, subclasses, imports, includes, signature,
                     default, variants, marks, lines, files, needle)
}
