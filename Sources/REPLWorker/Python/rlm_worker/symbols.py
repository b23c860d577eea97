"""Definitions, usages and callers over the whole corpus, parsing only files that a text test leaves in."""

import re
import time
from bisect import bisect_right
from collections import OrderedDict

from . import grammars
from .definition import CALLABLE, CONTAINERS, RANK, VALUES, kinds_of, result_of
from .hits import Hit, Hits
from .languages import language_of
from .places import place_rank
from .syntax import definitions_of, from_lines, parse

SECONDS = 60
TREE_BYTES = 8 << 20

# Files in these languages mention names but do not use them.
PROSE = frozenset("markdown restructuredtext org text html".split())

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


CALLED = re.compile(rb"(?<![\w$])([A-Za-z_$][\w$]*)!?[ ]?(?:::<[^()\n]*>)?\(")
LISP_CALLED = re.compile(rb"\(([a-z][\w/*+<>=!?-]+)(?=[\s)])")
DECLARES = re.compile(rb"\b(?:def|func|fn|function|class|struct)\s+$")
NOT_CALLED = frozenset(b"if for while switch return catch elif and or not in is with assert else case sizeof match guard do lambda yield await except raise throw del defined typeof func fn let let* when unless cond progn setq".split())


class Symbols:
    """Answers where names stand; keeps the definitions of each file it has parsed."""

    def __init__(self, texts):
        self.texts = texts
        self._definitions = {}
        self._trees = OrderedDict()
        self._tree_bytes = 0

    # Definitions of files

    def of_file(self, path, deadline=None):
        """The file's definitions; past the deadline they are found by line patterns, which is quick."""
        known = self._definitions.get(path)
        if known is None:
            text = self.texts.files[path]
            language = language_of(path, text[:4096])
            if deadline is not None and time.monotonic() > deadline:
                return from_lines(path, text, language) if language else []
            known = self._definitions[path] = definitions_of(path, text, language)
        return known

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
            show=f"{kind} {item.qualified} | {item.signature}", signature=item.signature, first=item.first, result=result_of(item))

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

    def definitions(self, name="", kind="", path="", of="", limit=None):
        paths, kinds, note = self.texts.select(path), kinds_of(kind), ""
        if name:
            items, note = self.find(name, paths)
        else:
            items = self.all_of(paths, kinds, of)
        if kinds:
            items = [item for item in items if is_of_kind(item, kinds)]
        if of:
            items = [item for item in items if belongs(item, of)]
        if name:
            items = ranked(items)
        word = kind.rstrip("s") if isinstance(kind, str) and kind and not kind.endswith("ss") else (kind if kind == "class" else "definition")
        return self.hits(items, word or "definition", note, limit=limit)

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

    def find(self, name, paths):
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
        folded = fold(last)
        loose = re.compile(r"(?<![A-Za-z0-9])" + r"[_-]?".join(map(re.escape, pieces(last))) + r"(?![A-Za-z0-9])", re.IGNORECASE)
        items = self.named(last, paths, lambda item: fold(item.name) == folded and item.name.startswith("_") == last.startswith("_"), loose)
        note = f"no {name} spelled exactly so" if items else f"nothing is called {name}"
        return items, note

    # Usages

    def usages(self, name, path="", comments=False, calls_only=False, limit=None):
        """Occurrences outside definitions; with `comments`, also those in comments, strings and documents."""
        last = re.split(r"::|\.|#|->", name.strip().rstrip("()"))[-1] or name
        word = identifier(last)
        raw = re.compile(word.pattern.encode())
        deadline = time.monotonic() + SECONDS / 2
        found, total = [], 0
        for known in self.texts.select(path):
            text = self.texts.files[known]
            if last not in text or not has_word(text, last):
                continue
            for line, kind, shown in self.usages_in(known, text, last, raw, comments, deadline):
                if calls_only and kind != "call":
                    continue
                total += 1
                if limit is None or len(found) < limit:
                    found.append((known, line, kind, shown))
        hits = []
        found.sort(key=lambda row: place_rank(row[0]))
        for known, line, kind, shown in found:
            around = self.enclosing(known, line)
            hits.append(Hit(known, line, shown, kind=kind, name=last, within=around.qualified if around else ""))
        note = "by name alone" if last != name else ""
        return Hits(hits, "call" if calls_only else "usage", total=total, note=note)

    def usages_in(self, path, text, name, raw, comments, deadline):
        """Yields (line, kind, line's text) for each occurrence that is not the definition."""
        language = language_of(path, text[:4096])
        source = text.encode("utf-8", "replace")
        tree = None
        if language is not None and language.name in grammars.GRAMMARS and time.monotonic() < deadline:
            tree = self.tree(path, source, language)
        if language is not None:
            items = self.of_file(path, deadline)
            own = {item.at for item in items if item.name == name and item.at >= 0}
            own_lines = {item.line for item in items if item.name == name and item.at < 0}
        else:
            own, own_lines = set(), set()
        line, offset = 1, 0
        for match in raw.finditer(source):
            at = match.start()
            line += source.count(b"\n", offset, at)
            offset = at
            if at in own or line in own_lines:
                continue
            begin = source.rfind(b"\n", 0, at) + 1
            end = source.find(b"\n", at)
            end = len(source) if end < 0 else end
            before, after = source[begin:at], source[match.end() : end]
            if language is None or language.name in PROSE:
                role = "text"
            else:
                role = role_by_tree(tree, at, match.end()) if tree is not None else role_by_line(before, language)
            if role != "code":
                if comments:
                    yield line, role, source[begin:end].decode("utf-8", "replace").rstrip("\r")
                continue
            kind = kind_of_use(before, after, source[match.end() : match.end() + 80], language)
            yield line, kind, source[begin:end].decode("utf-8", "replace").rstrip("\r")

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

    def callees(self, what):
        """Calls in the body of a function."""
        hit = what
        if not hasattr(what, "first"):
            found = [one for one in self.definitions(str(what)) if one.kind in CALLABLE]
            hit = next((one for one in found if one.end_line > one.line), found[0] if found else None)
        if hit is None:
            return Hits([], "call")
        text = self.texts.files[hit.path]
        language = language_of(hit.path, text[:4096])
        source = text.encode("utf-8", "replace")
        tree = self.tree(hit.path, source, language) if language is not None and language.name in grammars.GRAMMARS else None
        rows = source.split(b"\n")
        begin = sum(len(row) + 1 for row in rows[: hit.line - 1])
        end = begin + sum(len(row) + 1 for row in rows[hit.line - 1 : hit.end_line])
        own = hit.name.rsplit(".", 1)[-1].rsplit("::", 1)[-1].encode()
        found, line, offset = [], hit.line, begin
        for match in (LISP_CALLED if language is not None and language.blocks == "forms" else CALLED).finditer(source, begin, end):
            line += source.count(b"\n", offset, match.start())
            offset = match.start()
            name = match[1]
            if name in NOT_CALLED or line == hit.line and name == own:
                continue
            if DECLARES.search(source[max(begin, match.start() - 24) : match.start()]):
                continue
            role = role_by_tree(tree, *match.span(1)) if tree is not None else role_by_line(rows[line - 1][: match.start() - source.rfind(b"\n", 0, match.start()) - 1], language)
            if role == "code":
                found.append(Hit(hit.path, line, self.texts.line(hit.path, line), kind="call", name=name.decode(), within=hit.name))
        return Hits(found, "call")

    # Types

    def subtypes(self, name, path="", deep=False):
        """Types whose header names `name`: subclasses, conformers, implementers; for Go, by the method set.

        With `deep`, also the subtypes of those, and so on.
        """
        found, waiting, seen = [], [name], {re.split(r"::|\.", name)[-1]}
        while waiting:
            for item in self.direct_subtypes(waiting.pop(0), path):
                if item not in found:
                    found.append(item)
                last = re.split(r"::|\.", item.name)[-1]
                if deep and last not in seen:
                    seen.add(last)
                    waiting.append(last)
        return self.hits(found, "subtype")

    def direct_subtypes(self, name, path):
        last = re.split(r"::|\.", name)[-1]
        word = identifier(last)
        deadline = time.monotonic() + SECONDS
        found, go_paths = [], []
        for known in self.texts.select(path):
            text = self.texts.files[known]
            if known.endswith(".go"):
                go_paths.append(known)
            if last not in text or not has_word(text, last):
                continue
            for item in self.of_file(known, deadline):
                if item.kind in CONTAINERS and item.kind != "type" and item.name.split("::")[-1] != last and word.search(bases(item)):
                    found.append(item)
        if go_paths:
            known = {(item.path, item.line) for item in found}
            found += [item for item in self.go_implementers(last, go_paths, deadline) if (item.path, item.line) not in known]
        return found

    def go_implementers(self, name, paths, deadline):
        items = [item for path in paths for item in self.of_file(path, deadline)]
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


def has_word(text, name):
    """Whether `name` stands in the text as a whole word."""
    size, position = len(name), 0
    while (at := text.find(name, position)) >= 0:
        before, after = text[at - 1 : at] if at else "", text[at + size : at + size + 1]
        if not (is_word(before) and is_word(name[0])) and not (is_word(after) and is_word(name[-1])):
            return True
        position = at + 1
    return False


def is_word(character):
    return character.isalnum() or character == "_"


def identifier(name):
    """A pattern for `name` as a whole identifier."""
    inner = r"[\w-]" if "-" in name else r"\w"
    return re.compile(rf"(?<!{inner}){re.escape(name)}(?!{inner})")


def pieces(name):
    """The words of an identifier: `maxRedirects` and `max_redirects` → max, redirects."""
    return re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|[^\W\d_a-zA-Z]+", name) or [name]


def fold(name):
    return name.replace("_", "").replace("-", "").lower()


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


def role_by_tree(tree, begin, end):
    """`code`, `comment` or `string` at a byte range."""
    node = tree.root_node.descendant_for_byte_range(begin, end)
    for _ in range(2):
        if node is None:
            return "code"
        kind = node.type
        if "comment" in kind:
            return "comment"
        if kind in ("interpolation", "interpolated_expression", "template_substitution"):
            return "code"
        if "string" in kind or kind in ("line_str_text", "multi_line_str_text", "raw_str_part", "char_literal", "heredoc_content"):
            return "code" if "identifier" in kind else "string"
        if "identifier" in kind:
            return "code"
        node = node.parent
    return "code"


def role_by_line(before, language):
    """The same by the text before it on the line, for files that were not parsed."""
    mark = (language.comment if language else "").encode()
    if mark and re.search(rb"(?:^|\s)" + re.escape(mark), before):
        return "comment"
    return "string" if before.count(b'"') % 2 and language is not None and language.name != "text" else "code"


IMPORT = re.compile(rb"^\s*(?:from\s|import\s|use\s|#\s*include|pub\s+use\s|export\s.*\bfrom\b|\(require\b|(?:@\w+\s+)?(?:public\s+)?import\s)")
CALL = re.compile(rb"\s*(?:<[^<>()\n]{0,60}>|::<[^\n()]{0,60}>|\[[\w.*, ]{1,40}\])?!?[ \t]*\(|!\s*[\[{(]")


def kind_of_use(before, after, following, language):
    """`call`, `import`, or `reference`, by the text around it."""
    if language is not None and language.blocks == "forms":
        return "call" if before.endswith(b"(") else "reference"
    if IMPORT.match(before + b"_"):
        return "import"
    if CALL.match(following):
        return "call"
    if language is not None and language.name == "swift" and re.match(rb"\s*\{", after) and not re.search(rb"(?:\b(?:extension|class|struct|enum|actor|protocol|if|guard|while|for|in|switch|where)\b|:)[^{}]*$", before):
        return "call"
    return "reference"
