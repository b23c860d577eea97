"""`errors`: places that raise, throw, return or log an error, with the message."""

import re
from itertools import chain

from .hits import Hit, Hits, shorten
from .patterns import add_kin, by_place, matches

LITERAL = re.compile(r'"""|"((?:[^"\\\n]|\\.)*)"|\'((?:[^\'\\\n]|\\.)*)\'|`([^`\n]*)`')

ERRORS = {
    "python": r"\braise\s+[A-Za-z_][\w.]*\s*\(|\b(?:log|logger|logging|_log|_logger|LOG|self\.log(?:ger)?)\.(?:error|critical|exception|warning|warn)\s*\(|\bwarnings\.warn\s*\(|\bsys\.exit\s*\(",
    "swift": r"\bthrow\s+[A-Za-z_.][\w.]*|\b(?:fatalError|preconditionFailure|precondition|assertionFailure)\s*\(|\b\w*[lL]og(?:ger)?\.(?:error|critical|warning)\s*\(",
    "c": r"\b(?:perror|warnx?|die|panic|fatal|elog|ereport|\w*Panic|(?:\w*_)?err(?:or|x)?(?:_\w+)?|\w+(?:Err|Error)(?:[A-Z_]\w*)?)\s*\(|\bf?v?d?printf\s*\(\s*stderr\b|\bserverLog\s*\(\s*LL_WARNING",
    "cpp": r"\bthrow\s+[A-Za-z_][\w:]*\s*[({]|\b(?:perror|errx?|die|panic|fatal)\s*\(|\bfprintf\s*\(\s*stderr\b|\bcerr\s*<<",
    "rust": r"\b(?:panic|bail|anyhow|ensure|unreachable|eprintln|eprintln_locked|error|warn|err_message|format_err|eyre)!\s*[({]|\bErr\s*\(|\.expect\s*\(|\.context\s*\(",
    "go": r"\berrors\.New\s*\(|\bfmt\.Errorf\s*\(|\bpanic\s*\(|\blog\.(?:Fatal|Panic|Error)\w*\s*\(|\.Error[fw]?\s*\(\s*\"",
    "javascript": r"\bthrow\s+(?:new\s+)?[\w.]+|\bnew\s+\w*Error\s*\(|\bconsole\.(?:error|warn)\s*\(|\breject\s*\(",
    "java": r"\bthrow\s+new\s+[\w.]+\s*\(|\b[lL](?:og|ogger|OG|OGGER)\.(?:error|warn|severe)\s*\(",
    "emacs-lisp": r"\((?:error|user-error|signal|display-warning)\s",
    "": r"\b(?:raise|throw|die|abort|error|fail|fatal)\b[ (]",
}
add_kin(ERRORS)


def errors(texts, path, pattern):
    """Places that raise, throw, log or return an error with a message; the message is the hit's name."""
    wanted = re.compile(pattern, re.IGNORECASE) if pattern else None
    found, seen = [], set()
    for known, text, match, line, shown in chain(matches(texts, path, ERRORS, fallback=True), descriptions(texts, path)):
        message = literal_after(text, match.end() - 1 if text[match.end() - 1] in "\"'" else match.end())
        if not message and not match[0].lstrip().startswith(("throw", "raise")):
            continue
        if wanted and not wanted.search(message) and not wanted.search(shown):
            continue
        if (known, line) in seen:
            continue
        seen.add((known, line))
        head = re.match(r"\W*(\w+!?)", match[0])
        found.append(Hit(known, line, shown, kind=head[1] if head else "", name=message, remark=f"says {shorten(message, 160)}" if message and message not in shown else ""))
    return Hits(by_place(found), "error message")


DISPLAY = re.compile(r"^impl\b[^{\n]*\bDisplay\s+for\s+\w*Err\w*[^{\n]*\{.*?^\}", re.MULTILINE | re.DOTALL)
WRITTEN = re.compile(r"\bwrite(?:ln)?!\s*\(\s*\w+\s*,|\.write_str\s*\(")


def descriptions(texts, path):
    """The messages of Rust's error types, which their `Display` implementations write; rows as `matches` gives them."""
    for known in texts.select(path):
        text = texts.files[known]
        if not known.endswith(".rs") or "Display for" not in text:
            continue
        for block in DISPLAY.finditer(text):
            for match in WRITTEN.finditer(text, *block.span()):
                line = text.count("\n", 0, match.start()) + 1
                yield known, text, match, line, texts.line(known, line)


def literal_after(text, at):
    """The first string of the call that begins before `at`, put together of all its parts; empty when there is none."""
    depth, end = 1, min(len(text), at + 300)
    while at < end:
        character = text[at]
        if character in "\"'`":
            match = LITERAL.match(text, at)
            if match is None:
                return ""
            if match[0] == '"""':
                close = text.find('"""', at + 3)
                return " ".join(text[at + 3 : close].split()) if 0 < close < at + 2000 else ""
            value = literal(match)
            if value:
                return value + continuation(text, match.end())
            at = match.end()
            continue
        if character in "([{":
            depth += 1
        elif character in ")]}":
            depth -= 1
            if depth <= 0:
                return ""
        elif character == ";":
            return ""
        at += 1
    return ""


def literal(match):
    return next((group for group in match.groups() if group is not None), "")


# What joins two parts of a string: nothing but space, a plus, a macro for a format, or a value between two pluses.
JOINT = re.compile(r"\s*(?:\\\n\s*)*(?:(?:\+|\.\.?)\s*)?(?:[A-Z][A-Z0-9_]+\s*|[rRbBuUfF]{1,2}(?=[\"']))?(?=[\"'`])|\s*(?P<value>\+\s*[\w.\[\]*]+(?:\([^()\n]*\))?\s*\+)\s*(?=[\"'`])")


def continuation(text, at):
    """The further parts of a string that the code puts together, with … for a value between them."""
    parts = ""
    for _ in range(20):
        joint = JOINT.match(text, at)
        match = LITERAL.match(text, joint.end()) if joint else None
        if match is None or match[0] == '"""':
            break
        parts += ("…" if joint["value"] else "") + literal(match)
        at = match.end()
    return parts
