"""Definitions of a file, by its grammar where there is one, by line patterns otherwise."""

import re
import time

from . import grammars
from .definition import VALUES, Definition, nest
from .languages import language_of
from .repair import errors, repaired

LARGEST = 4 << 20
SECONDS_PER_FILE = 4.0
SPACE = re.compile(r"\s+")
FENCE = re.compile(r"^ {0,3}(?:```|~~~)", re.MULTILINE)
GENERICS = re.compile(r"<.*", re.DOTALL)
# What the grammars of C take for a name where a macro confuses them.
KEYWORDS = frozenset((b"if", b"for", b"while", b"switch", b"return", b"else", b"do", b"sizeof"))
CLOSERS = re.compile(r"\s*(?:[})\]]|end\b|fi\b|esac\b|done\b)")


def parse(path, source, language):
    """The file's syntax tree, or None: no grammar, not installed, too large, or too slow."""
    loaded = grammars.load(language.name)
    if loaded is None or len(source) > LARGEST:
        return None
    parser = loaded[0]
    if len(source) < 200_000:
        return parser.parse(source)
    limit = time.monotonic() + SECONDS_PER_FILE
    try:
        return parser.parse(
            lambda offset, _: source[offset : offset + 65536], progress_callback=lambda *_: time.monotonic() > limit)
    except ValueError:
        parser.reset()
        return None


def definitions_of(path, text, language=None):
    """All definitions of the file in order, nested; never raises for broken source."""
    language = language or language_of(path, text)
    if language is None:
        return []
    if language.name in grammars.GRAMMARS:
        source = text.encode("utf-8", "replace")
        tree = parse(path, source, language)
        if tree is not None:
            return from_tree(path, text, source, tree, language)
    return from_lines(path, text, language)


def from_tree(path, text, source, tree, language):
    """Definitions by the tree; where it has errors, by a tree of the repaired source, and line patterns in the rest."""
    doubtful = errors(tree) if tree.root_node.has_error else []
    if doubtful:
        better = repaired(source, language.name, lambda version: parse(path, version, language))
        if better is not None:
            source, tree, doubtful = better[0], better[1], sorted(errors(better[1]) + better[2])
    made = matched(path, source, tree, language)
    if doubtful:
        made += in_doubtful(path, text, source, tree, language, doubtful, [item for _, item in made])
    made.sort(key=lambda pair: pair[0])
    return nest([item for _, item in made])


def in_doubtful(path, text, source, tree, language, doubtful, known):
    """What line patterns find in the ranges that were not parsed, outside comments and strings."""
    lines, spans, starts = {item.line for item in known}, {}, [0]
    for item in known:
        spans.setdefault(item.name, []).append(item.span)
    for row in source.split(b"\n"):
        starts.append(starts[-1] + len(row) + 1)
    found, last = [], -1
    for item in line_matches(path, text, language):
        begin = starts[item.line - 1]
        end = starts[item.line] - 1
        while last + 1 < len(doubtful) and doubtful[last + 1][0] < end:
            last += 1
        if item.line in lines or last < 0 or not any(one < end and begin < other for one, other in doubtful[max(0, last - 3) : last + 1]):
            continue
        if any(one <= begin < other for one, other in spans.get(item.name, ())):
            continue  # another branch of the conditional compilation around a definition that is known
        at = begin + len(source[begin:end]) - len(source[begin:end].lstrip())
        node = tree.root_node.descendant_for_byte_range(at, at + 1)
        if node is not None and any(word in node.type for word in ("comment", "string", "str_text")) or not is_likely(item, source[begin:end]):
            continue
        item.is_certain, item.span = False, (begin, starts[min(item.end_line, len(starts) - 1)] - 1)
        found.append(((item.span[0], -item.span[1], begin), item))
    return found


def is_likely(item, row):
    """Whether a line that matches a pattern declares a name indeed: not a branch of a `switch`, not part of a macro."""
    if item.kind == "case":
        return item.name.isidentifier() and item.name != "let" and not row.rstrip().endswith((b":", b","))
    if row.endswith(b"\\"):
        return item.kind == "macro"
    return item.kind not in VALUES


def matched(path, source, tree, language):
    _, query, tree_sitter = grammars.load(language.name)
    found = {}
    for pattern, captures in tree_sitter.QueryCursor(query).matches(tree.root_node):
        names = captures.pop("name", None)
        if not names:
            continue
        owners = captures.pop("of", None)
        (kind, nodes), = captures.items()
        name, node = names[0], nodes[0]
        at = name.start_byte
        known = found.get(at)
        if known is None or pattern < known[0]:
            found[at] = (pattern, kind, name, node, owners[0] if owners else None)
    separator = "::" if language.name in ("cpp", "rust") else "."
    found = {at: row for at, row in found.items() if is_name(language.name, row[1], row[2].text)}
    return [make(path, source, separator, *row[1:]) for row in found.values()]


def is_name(language, kind, text):
    if text == b"_":
        return language == "python" and kind not in VALUES
    return text not in KEYWORDS or language not in ("c", "cpp", "javascript", "typescript", "tsx")


def make(path, source, separator, kind, name, node, owner):
    """((begin, -end), definition) of one match."""
    label = name.text.decode("utf-8", "replace")
    of = owner.text.decode("utf-8", "replace").strip("*& ") if owner is not None else ""
    begin, end = node.start_byte, node.end_byte
    line = name.start_point[0] + 1
    if kind in ("impl", "extension", "method", "class", "struct"):
        label, of = GENERICS.sub("", label), re.sub(r"[<\[].*", "", of)
    label = label.strip("`\"'#")
    if separator == "::" and "::" in label and kind not in ("impl", "namespace"):
        of, _, label = SPACE.sub("", label).rpartition("::")
        of = re.sub(r"<[^<>]*>", "", of)
    if separator == "::" and " " in label and "operator" not in label:
        label = label.split()[-1]  # a macro before the name that the grammar takes for part of it
    if of in ("module", "module.exports", "exports", "this", "self"):
        of = ""
    of = of.replace(".prototype", "")
    first = node.start_point[0] + 1
    last = max(node.end_point[0] + (1 if node.end_point[1] or not node.end_point[0] else 0), line)
    body = node.child_by_field_name("body")
    if body is not None:
        stop = body.start_byte
    else:
        stop = source.find(b"\n", name.end_byte)
        stop = end if stop < 0 or kind in ("prototype", "method", "function", "initializer") else min(stop, end)
    start = begin if name.start_byte - begin < 400 else name.start_byte
    signature = source[start : min(stop, start + 1200)].decode("utf-8", "replace")
    signature = SPACE.sub(" ", signature).strip().rstrip("{:;").rstrip()
    item = Definition(path, label, kind, line, last, first, signature[:600], name.start_byte, of, separator, (begin, end))
    return (begin, -end, name.start_byte), item


def from_lines(path, text, language):
    """Definitions by the language's line patterns; ends by indentation, by headings or by forms."""
    made = line_matches(path, text, language)
    return nest(made) if language.blocks not in ("sections", "forms") else made


def line_matches(path, text, language):
    """What the line patterns find, not nested yet."""
    found = {}
    for kind, pattern in language.rows:
        for match in pattern.finditer(text):
            groups = match.groupdict()
            name = groups.get("name") or groups.get("name2")
            if not name:
                continue
            at = match.start("name") if groups.get("name") else match.start("name2")
            found.setdefault(at, (kind, name.strip("`\"'"), groups.get("of") or ""))
    if language.name == "markdown":
        found = {at: row for at, row in found.items() if not is_fenced(text, at)}
    if not found:
        return []
    lines = text.split("\n")
    separator = "::" if language.name in ("cpp", "rust") else "."
    made, line, offset, taken = [], 1, 0, set()
    for at in sorted(found):
        line += text.count("\n", offset, at)
        offset = at
        if line in taken and language.blocks != "braces":
            continue
        taken.add(line)
        kind, name, owner = found[at]
        end = END_OF[language.blocks](lines, line, kind)
        signature = SPACE.sub(" ", lines[line - 1]).strip().rstrip("{").rstrip()[:300]
        made.append(Definition(path, name, kind, line, end, line, signature, -1, owner, separator))
    return made


def is_fenced(text, at):
    """Whether an offset of a Markdown text lies in a code block."""
    return bool(len(FENCE.findall(text, 0, at)) % 2)


def indentation(line):
    return len(line) - len(line.lstrip(" \t"))


def end_of_block(lines, line, kind):
    """The last line of what begins on `line`: the closer at its indentation, or the last line indented more."""
    own, last = indentation(lines[line - 1]), line
    if kind in ("variable", "constant", "key", "macro", "case", "property") and not lines[line - 1].rstrip().endswith(("{", "(", "[", ":")):
        return line
    for number in range(line, min(len(lines), line + 20_000)):
        current = lines[number]
        if not current.strip():
            continue
        depth = indentation(current)
        if depth <= own:
            opens = current.rstrip().endswith("{") and current.strip().startswith((")", "]", "{"))
            if depth == own and opens or number == line and current.strip().startswith(("{", ")")):
                last = number + 1
                continue
            return number + 1 if depth == own and CLOSERS.match(current) else last
        last = number + 1
    return last


def end_of_form(lines, line, kind):
    last = line
    for number in range(line, len(lines)):
        current = lines[number]
        if current.startswith(("(", ";;;", ";; ")):
            break
        if current.strip():
            last = number + 1
    return last


def heading_level(lines, line):
    text = lines[line - 1]
    if text.startswith(("#", "*")):
        return len(text) - len(text.lstrip("#*"))
    under = lines[line] if line < len(lines) else ""
    return "=-~^\"*#+".find(under[:1]) + 1


def end_of_section(lines, line, kind):
    """The line before the next heading of the same level or above."""
    level, fenced = heading_level(lines, line), False
    for number in range(line, len(lines)):
        current = lines[number]
        if current.startswith("```"):
            fenced = not fenced
        if fenced:
            continue
        if lines[line - 1].startswith("#") and current.startswith("#") and heading_level(lines, number + 1) <= level:
            return number
        if lines[line - 1].startswith("*") and current.startswith("*") and heading_level(lines, number + 1) <= level:
            return number
    return len(lines)


END_OF = {"braces": end_of_block, "indent": end_of_block, "forms": end_of_form, "sections": end_of_section}
