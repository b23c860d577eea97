"""Where names are used: occurrences, calls, and the calls inside a function."""

import re
import time

from . import grammars
from .definition import CALLABLE
from .hits import Hit, Hits
from .identifiers import has_word, identifier
from .languages import language_of
from .places import place_rank

SECONDS = 30

# Files in these languages mention names but do not use them.
PROSE = frozenset("markdown restructuredtext org text html".split())

CALLED = re.compile(rb"(?<![\w$])([A-Za-z_$][\w$]*)!?[ ]?(?:::<[^()\n]*>)?\(")
LISP_CALLED = re.compile(rb"\(([a-z][\w/*+<>=!?-]+)(?=[\s)])")
DECLARES = re.compile(rb"\b(?:def|func|fn|function|class|struct)\s+$")
NOT_CALLED = frozenset(b"if for while switch return catch elif and or not in is with assert else case sizeof match guard do lambda yield await except raise throw del defined typeof func fn let let* when unless cond progn setq".split())
IMPORT = re.compile(rb"^\s*(?:from\s|import\s|use\s|#\s*include|pub\s+use\s|export\s.*\bfrom\b|\(require\b|(?:@\w+\s+)?(?:public\s+)?import\s)")
CALL = re.compile(rb"\s*(?:<[^<>()\n]{0,60}>|::<[^\n()]{0,60}>|\[[\w.*, ]{1,40}\])?!?[ \t]*\(|!\s*[\[{(]")


def usages(symbols, name, path="", comments=False, calls_only=False, limit=None):
    """Occurrences outside definitions; with `comments`, also those in comments, strings and documents."""
    last = re.split(r"::|\.|#|->", name.strip().rstrip("()"))[-1] or name
    word = identifier(last)
    raw = re.compile(word.pattern.encode())
    deadline = time.monotonic() + SECONDS
    found, total = [], 0
    for known in symbols.texts.select(path):
        text = symbols.texts.files[known]
        if last not in text or not has_word(text, last):
            continue
        for line, kind, shown in usages_in(symbols, known, text, last, raw, comments, deadline):
            if calls_only and kind != "call":
                continue
            total += 1
            if limit is None or len(found) < limit:
                found.append((known, line, kind, shown))
    hits = []
    found.sort(key=lambda row: place_rank(row[0]))
    for known, line, kind, shown in found:
        around = symbols.enclosing(known, line)
        hits.append(Hit(known, line, shown, kind=kind, name=last, within=around.qualified if around else ""))
    note = "by name alone" if last != name else ""
    return Hits(hits, "call" if calls_only else "usage", total=total, note=note)


def usages_in(symbols, path, text, name, raw, comments, deadline):
    """Yields (line, kind, line's text) for each occurrence that is not the definition."""
    language = language_of(path, text[:4096])
    source = text.encode("utf-8", "replace")
    tree = None
    if language is not None and language.name in grammars.GRAMMARS and time.monotonic() < deadline:
        tree = symbols.tree(path, source, language)
    if language is not None:
        items = symbols.of_file(path, deadline)
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


def callees(symbols, what):
    """Calls in the body of a function."""
    hit = what
    if not hasattr(what, "first"):
        found = [one for one in symbols.definitions(str(what)) if one.kind in CALLABLE]
        hit = next((one for one in found if one.end_line > one.line), found[0] if found else None)
    if hit is None:
        return Hits([], "call")
    text = symbols.texts.files[hit.path]
    language = language_of(hit.path, text[:4096])
    source = text.encode("utf-8", "replace")
    tree = symbols.tree(hit.path, source, language) if language is not None and language.name in grammars.GRAMMARS else None
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
            found.append(Hit(hit.path, line, symbols.texts.line(hit.path, line), kind="call", name=name.decode(), within=hit.name))
    return Hits(found, "call")


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
