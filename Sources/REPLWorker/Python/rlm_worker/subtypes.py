"""Which types derive from a type, by what their declarations say."""

import re
import time

from .definition import CONTAINERS
from .identifiers import has_word, identifier

SECONDS = 60
#: `public typealias A = B & C` of Swift and Kotlin, `type A = B & C` of TypeScript, `using A = B` of C++.
ALIAS = re.compile(
    r"^[ \t]*(?:[\w@]+[ \t]+)*?(?:typealias|type|using)[ \t]+(?P<name>\w+)[ \t]*(?:<[^<>=]*>)?[ \t]*=\s*(?P<type>[^\n;=]+)",
    re.MULTILINE,
)


def subtypes(symbols, name, path="", deep=False):
    """Types whose header names `name`: subclasses, conformers, implementers; for Go, by the method set.

    A header that names an alias, such as `typealias Duplex = Inbound & Outbound`, names what it stands for. With `deep`,
    also the subtypes of those, and so on.
    """
    found, waiting, seen, through = [], [name], {re.split(r"::|\.", name)[-1]}, []
    while waiting:
        current = waiting.pop(0)
        for item in direct_subtypes(symbols, current, path):
            if item not in found:
                found.append(item)
            last = re.split(r"::|\.", item.name)[-1]
            if deep and last not in seen:
                seen.add(last)
                waiting.append(last)
        for alias in aliases(symbols, current):
            if alias not in seen:
                seen.add(alias)
                waiting.append(alias)
                through.append(alias)
    return symbols.hits(found, "subtype", note=f"also by the alias {', '.join(through)}" if through else "")


def aliases(symbols, name):
    """Names that are declared to stand for the type, alone or with others."""
    last = re.split(r"::|\.", name)[-1]
    found = []
    for text in symbols.texts.files.values():
        if last not in text:
            continue
        for match in ALIAS.finditer(text):
            parts = [re.sub(r"<[^<>]*>", "", part).strip() for part in match["type"].split("&")]
            if any(re.fullmatch(r"[\w.:]+", part) and re.split(r"::|\.", part)[-1] == last for part in parts):
                found.append(match["name"])
    return found


def direct_subtypes(symbols, name, path):
    last = re.split(r"::|\.", name)[-1]
    word = identifier(last)
    deadline = time.monotonic() + SECONDS
    found, go_paths = [], []
    for known in symbols.texts.select(path):
        text = symbols.texts.files[known]
        if known.endswith(".go"):
            go_paths.append(known)
        if last not in text or not has_word(text, last):
            continue
        for item in symbols.of_file(known, deadline):
            if item.kind in CONTAINERS and item.kind != "type" and item.name.split("::")[-1] != last and word.search(bases(item)):
                found.append(item)
    if go_paths:
        known = {(item.path, item.line) for item in found}
        found += [item for item in go_implementers(symbols, last, go_paths, deadline) if (item.path, item.line) not in known]
    return found


def go_implementers(symbols, name, paths, deadline):
    items = [item for path in paths for item in symbols.of_file(path, deadline)]
    wanted = {item.name for item in items if item.kind == "method" and item.owner == name and item.inside is not None}
    if not wanted:
        return []
    methods = {}
    for item in items:
        if item.kind == "method" and item.owner:
            methods.setdefault(item.owner, set()).add(item.name)
    return [
        item for item in items
        if item.kind in ("struct", "type", "interface") and item.name != name and wanted <= methods.get(item.name, set())
    ]


def bases(item):
    """The part of a type's signature that can name what it derives from."""
    text = item.signature
    if item.kind != "impl":
        at = text.find(item.name)
        text = text[at + len(item.name):] if at >= 0 else text
    previous = None
    while previous != text:
        previous, text = text, re.sub(r"<[^<>]*>", " ", text)
    if item.kind == "impl":
        return text.split(" for ")[0] if " for " in text else ""
    text = re.split(r"\bwhere\b", text)[0]
    return re.sub(r"\[[^\[\]]*\]", " ", text)
