"""Source that a grammar cannot parse as it stands: conditional compilation taken out, places kept.

A grammar knows `#if` around whole declarations at best; a branch that begins or ends in the middle of one makes the
parser lose all that follows. With the directives, or all branches but the first, blanked out, every byte keeps its
place and what is left is one program.
"""

import re

#: What a missing brace counts, in bytes of source that could not be parsed.
UNBALANCED = 40

DIRECTIVES = {
    "swift": re.compile(rb"[ \t]*#(if|elseif|else|endif)\b"),
    "c": re.compile(rb"[ \t]*#[ \t]*(ifdef|ifndef|if|elifdef|elifndef|elif|else|endif)\b"),
}
DIRECTIVES["cpp"] = DIRECTIVES["c"]


def errors(tree):
    """The ranges that the parser could not make sense of, in bytes; a missing brace is an empty range."""
    found, waiting = [], [tree.root_node]
    while waiting:
        node = waiting.pop()
        if node.type == "ERROR" or node.is_missing and node.type in ("{", "}"):
            found.append((node.start_byte, node.end_byte))
        elif node.has_error:
            waiting += node.children
    return sorted(found)


def damage(tree):
    return sum(end - begin or UNBALANCED for begin, end in errors(tree))


def repaired(source, language, parse):
    """(source, tree, blanked ranges) of the version with the least damage; None when the source is the best."""
    pattern = DIRECTIVES.get(language)
    if pattern is None or pattern.search(source) is None:
        return None
    best, least = None, damage(parse(source))
    for only_first in (False, True):
        version, blanked = without_conditions(source, pattern, only_first)
        tree = parse(version)
        if tree is not None and (hurt := damage(tree)) < least:
            best, least = (version, tree, blanked), hurt
        if not least:
            break
    return best


def without_conditions(source, pattern, only_first):
    """The source with its directives blanked, and with all branches but the first of each; and the ranges of those."""
    rows, blanked, skipping, offset, goes_on = [], [], [], 0, False
    for row in source.split(b"\n"):
        match = pattern.match(row)
        word = match[1] if match else b""
        if word.startswith(b"if"):
            skipping.append(False)
        elif word == b"endif":
            if skipping:
                skipping.pop()
        elif word and skipping:
            skipping[-1] = True
        is_skipped = not match and only_first and any(skipping)
        if is_skipped:
            blanked.append((offset, offset + len(row)))
        blank = match or goes_on or is_skipped
        goes_on = bool(match or goes_on) and row.endswith(b"\\")
        rows.append(b" " * len(row) if blank else row)
        offset += len(row) + 1
    return b"\n".join(rows), blanked
