"""Source text with comments and strings blanked out, so that what is left is code.

For languages with `//` and `/* */` comments: C, C++, Go, Rust, Swift, JavaScript.
Every blanked character becomes a space and newlines stay, so places in the text keep their line.
"""

import re

_NESTED = {"rust", "swift"}
_OPENERS = {
    "c": r"//|/\*|\"|'(?=\\?[^\n]{1,8}?')",
    "go": r"//|/\*|\"|`|'(?=\\?[^\n]{1,12}?')",
    "javascript": r"//|/\*|\"|`|'",
    "rust": r"//|/\*|b?r#*\"|\"|b?'(?=\\[^\n]{1,10}?'|[^\\\n]')",
    "swift": r"//|/\*|#*\"\"\"|#*\"",
}


def mask(text, language, strings=True):
    """Blanks comments and, unless told otherwise, the insides of strings and characters."""
    opener = re.compile(_OPENERS[language])
    pieces, position = [], 0
    while match := opener.search(text, position):
        start = match.start()
        end = _end(text, match.group(), match.end(), language)
        pieces.append(text[position:start])
        keep = not strings and not match.group().startswith("/")
        pieces.append(text[start:end] if keep else re.sub(r"[^\n]", " ", text[start:end]))
        position = end
    pieces.append(text[position:])
    return "".join(pieces)


def _end(text, opener, position, language):
    if opener == "//":
        found = text.find("\n", position)
        return len(text) if found < 0 else found
    if opener == "/*":
        return _comment_end(text, position, language in _NESTED)
    if opener == "`" or (language == "rust" and "r" in opener):
        closer = "`" if opener == "`" else '"' + "#" * opener.count("#")
        found = text.find(closer, position)
        return len(text) if found < 0 else found + len(closer)
    closer = opener.lstrip("b#") + "#" * opener.count("#")
    multiline = language in ("rust", "swift") and (closer.startswith('"""') or language == "rust")
    return _string_end(text, position, closer, multiline)


def _comment_end(text, position, nested):
    depth = 1
    for match in re.finditer(r"/\*|\*/", text[position:]):
        if match.group() == "*/":
            depth -= 1
        elif nested:
            depth += 1
        if depth == 0:
            return position + match.end()
    return len(text)


def _string_end(text, position, closer, multiline):
    while position < len(text):
        if text.startswith(closer, position):
            return position + len(closer)
        if text[position] == "\\" and "#" not in closer:
            position += 2
        elif text[position] == "\n" and not multiline:
            return position
        else:
            position += 1
    return len(text)


def closing_brace(masked, position):
    """Where the block that opens at or after a position ends, or the position itself when none opens."""
    opening = masked.find("{", position)
    if opening < 0:
        return position
    depth = 0
    for match in re.finditer(r"[{}]", masked[opening:]):
        depth += 1 if match.group() == "{" else -1
        if depth == 0:
            return opening + match.start()
    return len(masked)
