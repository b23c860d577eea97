"""Recipes for where something is defined, or stands as a whole."""

import re

from .. import c_like_code, swift_code
from ..masking import mask
from ..repository import ExamError
from ..tags import tags
from .registry import recipe


@recipe
def definition(repository, name, kinds, paths=(".",), scope=None):
    """Where ctags sees a name defined as one of some kinds."""
    found = [
        tag for tag in tags(repository, repository.files_with_word(name, *paths))
        if tag.name == name and tag.kind in kinds and (scope is None or tag.scope.split(".")[-1] == scope)
    ]
    return {"places": [[tag.path, tag.line, tag.line] for tag in found]}


@recipe
def swift_definition(repository, name, kinds, paths=("Sources",)):
    """Where a Swift file declares a type or a function of a name."""
    found = []
    for path in repository.files_with_word(name, *paths):
        if path.endswith(".swift"):
            file = swift_code.SwiftFile(repository, path)
            found += [one for one in file.types() + file.functions() if one.name == name and one.kind in kinds]
    return {"places": [[one.path, one.line, one.line] for one in found]}


@recipe
def extents(repository, of):
    """What a maintainer would name (found by reading): whole files, functions, types, or lines between two patterns."""
    return {"places": [_extent(repository, **where) for where in of]}


def _extent(repository, path, name=None, first=None, last=None):
    if name is None and first is None:
        return [path, 1, len(repository.lines(path))]
    if name is None:
        numbers = [n for n, line in enumerate(repository.lines(path), 1) if re.search(first, line)]
        if len(numbers) != 1:
            raise ExamError(f"{path}: {first!r} stands on {len(numbers)} lines")
        ends = [n for n, line in enumerate(repository.lines(path), 1) if n >= numbers[0] and re.search(last, line)]
        return [path, numbers[0], ends[0]]
    if path.endswith(".swift"):
        file = swift_code.SwiftFile(repository, path)
        found = [(one.line, one.end) for one in file.types() + file.functions() if one.name == name]
    elif path.endswith(".rs"):
        masked = mask(repository.text(path), "rust")
        lines = [tag.line for tag in tags(repository, [path]) if tag.name == name and tag.kind != "implementation"]
        found = [(line, c_like_code.block_end(masked, line)) for line in lines]
    else:
        found = [(tag.line, tag.end) for tag in tags(repository, [path]) if tag.name == name and tag.end > tag.line]
    if not found:
        raise ExamError(f"{path} has no {name}")
    return [path, min(line for line, _ in found), max(end for _, end in found)]
