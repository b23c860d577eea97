"""Definitions over the whole corpus, parsing only files that a text test leaves in."""

import re
import time
from bisect import bisect_right
from collections import OrderedDict

from .definition import CALLABLE, RANK, VALUES, kinds_of, result_of
from .grammars import GRAMMARS
from .hits import Hit, Hits, count, shorten
from .identifiers import fold, has_word, pieces
from .languages import language_of
from .places import place_rank
from .syntax import definitions_of, from_lines, parse

SECONDS = 60
MENTIONS = 20
TREE_BYTES = 8 << 20


# A file can define NAME only if this finds something; languages that are not here have no cheap test.
HINTS = {
    "python": r"\b(?:def|class)[ \t]+NAME\b|\btype[ \t]+NAME\b|^(?:[\w., ]+,[ \t]*|\w+[ \t]*=[ \t]*)?NAME[ \t]*(?::|[,\w. ]*=(?!=))|^[ \t]+(?:[\w., ]+,[ \t]*|\w+[ \t]*=[ \t]*)?NAME(?:[ \t]*:|[,\w. ]* = )",
    "swift": r"\b(?:func|class|struct|enum|protocol|actor|typealias|associatedtype|macro|extension|let|var|case|init|subscript|deinit)\b[^\n]*?NAME",
    "rust": r"\b(?:fn|struct|enum|trait|union|type|const|static|mod|impl|mut|macro_rules!)\b[^\n]*?NAME|^[ \t]*(?:pub\b[^\n]*?)?NAME\b[ \t]*(?:[:,({=]|$)",
    "go": r"\b(?:func|type|const|var)\b[^\n]*?NAME|^[ \t]+NAME\b",
}
KIND_HINTS = {
    "class": "class", "struct": "struct", "enum": "enum", "protocol": "protocol", "interface": "interface",
    "trait": "trait", "union": "union", "impl": "impl", "extension": "extension", "actor": "actor", "record": "record",
    "object": "object",
}


class Symbols:
    """Answers where names stand; keeps the definitions of each file it has parsed."""

    def __init__(self, texts):
        self.texts = texts
        self._definitions = {}
        #: Definitions that nobody has asked for yet, and how many files they were found in and asked for.
        self._foreseen = {}
        self.foreseen = self.foreseen_used = 0
        self._trees = OrderedDict()
        self._tree_bytes = 0

    # Definitions of files

    def of_file(self, path, deadline=None):
        """The file's definitions; past the deadline they are found by line patterns, which is quick."""
        known = self._definitions.get(path)
        if known is None and path in self._foreseen:
            known = self._definitions[path] = self._foreseen.pop(path)
            self.foreseen_used += 1
        if known is None:
            text = self.texts.files[path]
            language = language_of(path, text[:4096])
            if deadline is not None and time.monotonic() > deadline:
                return from_lines(path, text, language) if language else []
            known = self._definitions[path] = definitions_of(path, text, language)
        return known

    def foresee(self, path):
        """Finds the definitions of a file before they are asked for."""
        if path not in self._definitions and path not in self._foreseen:
            self._foreseen[path] = definitions_of(path, self.texts.files[path])
            self.foreseen += 1

    def enclosing(self, path, line):
        """The innermost definition around a line that is not a value, or None."""
        items = [item for item in self.of_file(path) if item.kind not in VALUES]
        place = bisect_right([item.first for item in items], line)
        item = items[place - 1] if place else None
        while item is not None and item.end_line < line:
            item = item.inside
        return item

    def hit(self, item):
        text = self.texts.line(item.path, item.line)
        kind = "macro" if item.kind == "define" else item.kind
        return Hit(
            item.path, item.line, text, item.end_line, kind, item.qualified,
            remark=f"{kind} {told(item, text)}", signature=item.signature, first=item.first, result=result_of(item))

    def doubt(self, paths):
        """A remark when part of one of these files could not be parsed."""
        doubtful = [path for path in paths if any(not item.is_certain for item in self._definitions.get(path, ()))]
        return f"{', '.join(doubtful[:3])} parsed with errors: some are found by their lines alone" if doubtful else ""

    def hits(self, items, what="definition", note="", grouped=False, limit=None):
        items = list(items)
        kept = items if limit is None else items[:limit]
        return Hits([self.hit(item) for item in kept], what, total=len(items), note=note, grouped=grouped)

    # Looking names up

    def named(self, name, paths, test, loose=None):
        """Definitions that pass `test`, from the files that may define `name` or something that `loose` matches."""
        deadline = time.monotonic() + SECONDS
        found = []
        for path in paths:
            text = self.texts.files[path]
            if loose is None and name not in text or not may_define(path, text, name, loose):
                continue
            found += [item for item in self.of_file(path, deadline) if test(item)]
        return found

    def definitions(self, name="", kind="", path="", of="", limit=None, exact=False):
        paths, kinds, note = self.texts.select(path), kinds_of(kind), ""
        if name:
            items, note = self.find(name, paths, exact)
        else:
            items = self.all_of(paths, kinds, of)
            note = self.doubt(paths)
        if kinds:
            items = [item for item in items if is_of_kind(item, kinds)]
        if of:
            items = [item for item in items if belongs(item, of)]
        if name:
            items = ranked(items)
        word = kind.rstrip("s") if isinstance(kind, str) and kind and not kind.endswith("ss") else (kind if kind == "class" else "definition")
        hits = self.hits(items, word or "definition", note, limit=limit)
        if name and not items and not self.has_index(paths):
            hits.problem = self.mentions(name, path)
        return hits

    def has_index(self, paths):
        """Whether definitions can be told at all in one of these files."""
        for path in paths:
            language = language_of(path, self.texts.files[path][:4096])
            if language is not None and (language.rows or language.name in GRAMMARS):
                return True
        return not paths

    def mentions(self, name, path):
        """Where a name stands in a text that has no definitions."""
        from .matching import grep
        from .numbered import resited

        last = re.split(r"::|\.|#", name)[-1] or name
        found = resited(self.texts, grep(self.texts, rf"(?<!\w){re.escape(last)}(?!\w)", path, False, 0, MENTIONS))
        rows = [f"no definitions here: this text has no symbol index; {last} stands on {count(found.total, 'line')}" + (f", the first {len(found)}:" if found.total > len(found) else ":" if found else "")]
        return "\n".join(rows + list(found))

    def all_of(self, paths, kinds, of):
        """Every definition in `paths`; files that cannot hold one of `kinds` are not parsed."""
        deadline = time.monotonic() + SECONDS
        words = {KIND_HINTS.get(kind) for kind in kinds} if kinds else {None}
        owner = re.split(r"::|\.|#", of)[-1] if of else ""
        found = []
        for path in paths:
            text = self.texts.files[path]
            if None not in words and not any(word in text for word in words):
                continue
            if owner and owner not in text:
                continue
            found += self.of_file(path, deadline)
        return found

    def find(self, name, paths, exact=False):
        """Definitions called `name`, and a remark when they are not called exactly so."""
        name = name.strip().rstrip("()").lstrip("@#.") or name
        parts = [part for part in re.split(r"::|\.|#|->|/", name) if part]
        last = parts[-1] if parts else name
        if len(parts) > 1:
            items = [item for item in self.named(last, paths, lambda item: item.name == last) if ends_with(item, parts)]
            if items:
                return items, ""
            whole = self.named(name, paths, lambda item: item.name == name)
            if whole:
                return whole, ""
        items = self.named(last, paths, lambda item: item.name == last and item.kind != "extension" and item.kind != "impl")
        if items:
            extensions = self.named(last, paths, lambda item: item.name.split(".")[-1].split("::")[-1] == last and item.kind in ("extension", "impl"))
            note = f"by the last part of the name; no {name}" if len(parts) > 1 else ""
            if len(parts) > 1 and parts[-2][:1].islower() and any(item.kind == "method" for item in items):
                items = [item for item in items if item.kind == "method"]  # `c.JSON`: a call on a variable
            return items + extensions, note
        items = self.by_lines(last, paths)
        if items:
            return items, "found by their lines alone: the files parsed with errors"
        extensions = self.named(last, paths, lambda item: item.name.split(".")[-1].split("::")[-1] == last)
        if extensions:
            return extensions, f"only extensions of {last}; it is not defined here"
        if exact:
            return [], f"nothing is called {name}"
        folded = fold(last)
        parts = [piece.lower() for piece in pieces(last)]
        spelled = {mark.join(parts) for mark in ("", "_", "-")}
        paths = [path for path in paths if any(one in lowered for lowered in [self.texts.files[path].lower()] for one in spelled)]
        loose = re.compile(r"(?<![A-Za-z0-9])" + r"[_-]?".join(map(re.escape, pieces(last))) + r"(?![A-Za-z0-9])", re.IGNORECASE)
        items = self.named(last, paths, lambda item: fold(item.name) == folded and item.name.startswith("_") == last.startswith("_"), loose)
        exactly = any(item.name == last for item in items)
        note = ("" if exactly else f"no {name} spelled exactly so") if items else f"nothing is called {name}"
        return items, note

    def by_lines(self, name, paths):
        """Definitions of a name that the parser may have missed, by line patterns, in the files it had trouble with."""
        found = []
        for path in paths:
            text = self.texts.files[path]
            if name not in text or not any(not item.is_certain for item in self._definitions.get(path, ())) or not may_define(path, text, name):
                continue
            found += [item for item in from_lines(path, text, language_of(path, text[:4096])) if item.name == name]
        return found

    # Trees

    def tree(self, path, source, language):
        """The file's syntax tree, kept while few others are asked for."""
        tree = self._trees.get(path)
        if tree is None:
            tree = parse(path, source, language)
            if tree is None:
                return None
            self._trees[path] = tree
            self._tree_bytes += len(source)
            while self._tree_bytes > TREE_BYTES and len(self._trees) > 1:
                old, _ = self._trees.popitem(last=False)
                self._tree_bytes -= len(self.texts.files[old])
        return tree


def told(item, text):
    """The qualified name; with the parameters when the line breaks off before them."""
    before, found, after = item.signature.partition(item.name)
    if found and item.kind in CALLABLE and after and text.rstrip().endswith(("(", ",")):
        return shorten(item.qualified + after, 200)
    return item.qualified


def may_define(path, text, name, loose=None):
    """Whether a line of the text looks like a definition of `name`, or of what `loose` matches.

    True for every file with the name where no cheap test is known for its language.
    """
    language = language_of(path, text[:4096])
    if language is None:
        return False
    hint = HINTS.get(language.name)
    if hint is None:
        return bool(loose.search(text)) if loose else has_word(text, name)
    word = loose.pattern if loose else rf"(?<!\w){re.escape(name)}(?!\w)"
    compiled = re.compile(hint.replace("NAME", word), re.IGNORECASE if loose else 0)
    position = 0
    while (at := next_place(text, name, loose, position)) >= 0:
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        if compiled.search(text[text.rfind("\n", 0, at) + 1 : end]):
            return True
        position = end
    return False


def next_place(text, name, loose, position):
    if loose is None:
        return text.find(name, position)
    match = loose.search(text, position)
    return match.start() if match else -1


def ends_with(item, parts):
    """Whether the qualified name ends with `parts`; parts before that may name the file (module.function)."""
    own = [part for part in re.split(r"::|\.", item.qualified) if part]
    if own[-len(parts):] == parts:
        return True
    matched = 0
    for mine, wanted in zip(reversed(own), reversed(parts)):
        if mine != wanted:
            return False
        matched += 1
    folders = re.split(r"[/.]", item.path)
    return all(part in folders for part in parts[: len(parts) - matched]) and matched >= 1 and item.inside is None or matched >= 2 and all(part in folders for part in parts[: len(parts) - matched])


def is_of_kind(item, kinds):
    """Whether a definition is of one of the kinds; a `static let` of Swift is a property and a constant."""
    return item.kind in kinds or "constant" in kinds and item.kind == "property" and "static let " in item.signature


def belongs(item, of):
    owner = re.split(r"::|\.", item.owner) if item.owner else []
    wanted = [part for part in re.split(r"::|\.", of) if part]
    return bool(wanted) and [part.lower() for part in owner[-len(wanted):]] == [part.lower() for part in wanted]


def ranked(items):
    """Real definitions before prototypes and extensions, the project's own code before tests and vendored code."""
    return sorted(items, key=lambda item: (item.path.endswith((".py", ".pyi")) and item.kind in CALLABLE and item.line == item.end_line, item.kind in ("prototype", "extension", "impl", "section", "key"), place_rank(item.path), item.kind in VALUES, item.inside is not None or bool(item.owner), RANK.get(item.kind, 99)))
