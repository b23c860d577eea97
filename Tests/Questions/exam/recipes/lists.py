"""Recipes for lists of definitions: in files, by base class, by protocol, by trait."""

import re

from .. import c_like_code, python_code, swift_code
from ..tags import tags
from .registry import item, items_by_name, python_files, recipe


@recipe
def listing(repository, paths, kinds, scope=None, neutral_kinds=(), suffix=""):
    """What ctags sees defined in files; `scope` "" keeps the top level, a name keeps the members of that class."""
    everything = tags(repository, [path for path in repository.files(*paths) if path.endswith(suffix)])
    chosen = [tag for tag in everything if tag.kind in kinds and in_scope(tag, scope)]
    others = [tag for tag in everything if tag.kind in neutral_kinds or (tag.kind in kinds and tag not in chosen)]
    rows = {}
    for tag in chosen:
        rows.setdefault((tag.path, tag.name), []).append((tag.path, tag.line, tag.line))
    return {
        "items": [item([name], places) for (_, name), places in sorted(rows.items())],
        "neutral_names": sorted({tag.name for tag in others} - {tag.name for tag in chosen}),
    }


def in_scope(tag, scope):
    if scope is None:
        return True
    if scope == "":
        return tag.scope_kind in ("", "module", "package")
    return re.split(r"\.|::", tag.scope)[-1] == scope


@recipe
def swift_listing(repository, paths, kinds):
    """Types or functions that Swift files declare."""
    rows = {}
    for path in repository.files(*paths):
        if path.endswith(".swift"):
            file = swift_code.SwiftFile(repository, path)
            for one in file.types() + file.functions():
                if one.kind in kinds:
                    rows.setdefault((path, one.name), []).append((path, one.line, one.line))
    return {"items": [item([name.split(".")[-1]], places) for (_, name), places in sorted(rows.items())]}


@recipe
def python_subclasses(repository, base, paths=(".",)):
    """Classes that name a base in their definition; subclasses of those are neutral."""
    direct, further = python_code.subclasses(repository, base, python_files(repository, paths))
    rows = {}
    for name, path, line in direct:
        rows.setdefault(name, []).append((path, line, line))
    return {
        "items": items_by_name(rows),
        "neutral_names": sorted({name for name, _, _ in further} - set(rows)),
        "neutral_places": [[path, line, line] for _, path, line in further],
    }


@recipe
def swift_conformances(repository, protocol, paths):
    """Types that name a protocol in their declaration or an extension; protocols that refine it are neutral."""
    files = [path for path in repository.files_with_word(protocol, *paths) if path.endswith(".swift")]
    rows, refining = {}, []
    for name, path, line, kind in swift_code.conforming(repository, protocol, files):
        if kind == "protocol":
            refining.append(name)
        else:
            rows.setdefault(name.split(".")[-1], []).append((path, line, line))
    return {"items": items_by_name(rows), "neutral_names": refining}


@recipe
def rust_implementors(repository, trait, paths=(".",)):
    """Each `impl Trait for Type` is an item of its own: types of one name in several crates are several. One for a
    type parameter (as `&M`) names no type and is neutral."""
    found = sorted(c_like_code.rust_implementations(repository, trait, paths))
    blanket = [[path, line, line] for name, path, line in found if re.fullmatch("[A-Z]", name)]
    items = [item([name], [(path, line, line)]) for name, path, line in found if not re.fullmatch("[A-Z]", name)]
    return {"items": items, "neutral_places": blanket}
