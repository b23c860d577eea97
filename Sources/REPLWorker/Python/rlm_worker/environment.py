"""`environment`: environment variables that the code reads."""

import re

from .hits import Hit, Hits
from .patterns import add_kin, by_place, distinct, matches

Q = r"[\"'`]"

ENVIRONMENT = {
    "python": rf"\benviron(?:b)?(?:\.(?:get|pop|setdefault)\s*\(|\s*\[)\s*(?P<name>[^\s,)\]]+)|\bgetenvb?\s*\(\s*(?P<name2>[^\s,)]+)|(?P<name3>{Q}[A-Z_0-9]+{Q})\s+(?:not\s+)?in\s+(?:os\.)?environ\b",
    "swift": r"\benvironment\s*\[\s*(?P<name>\"[^\"]+\"|\w+)\s*\]|\b(?:secure_)?getenv\s*\(\s*(?P<name2>[^\s,)]+)",
    "c": r"\b(?:secure_)?getenv\s*\(\s*(?P<name>[^\s,)]+)",
    "rust": r"\benv::(?:var|var_os|vars_os|remove_var|set_var)\s*\(\s*&?(?P<name>[^\s,)]+)|\b(?:option_)?env!\s*\(\s*(?P<name2>[^\s,)]+)|\bvar(?:_os)?\s*\(\s*(?P<name3>\"[A-Z_0-9]+\")",
    "go": r"\bos\.(?:Getenv|LookupEnv)\s*\(\s*(?P<name>[^\s,)]+)",
    "javascript": r"\bprocess\.env(?:\.(?P<name>\w+)|\s*\[\s*(?P<name2>[^\]\s]+)\s*\])|\bimport\.meta\.env\.(?P<name3>\w+)|\bDeno\.env\.get\s*\(\s*(?P<name4>[^\s)]+)",
    "java": r"\bSystem\.getenv\s*\(\s*(?P<name>[^\s,)]+)",
    "emacs-lisp": r"\(getenv\s+(?P<name>[^\s)]+)",
    "ruby": rf"\bENV(?:\.fetch\s*\(|\s*\[)\s*(?P<name>{Q}\w+{Q})",
    "shell": r"\$\{(?P<name>[A-Z][A-Z0-9_]+)(?::?[-=?+])",
    "lua": r"\bos\.getenv\s*\(\s*(?P<name>[^\s,)]+)",
    "php": r"\bgetenv\s*\(\s*(?P<name>[^\s,)]+)|\$_ENV\s*\[\s*(?P<name2>[^\s\]]+)",
    "perl": r"\$ENV\{\s*(?P<name>[^}\s]+)",
    "tcl": r"\$(?:::)?env\((?P<name>\w+)\)|\benv\((?P<name2>[A-Z_0-9]+)\)",
    "csharp": r"\bGetEnvironmentVariable\s*\(\s*(?P<name>[^\s,)]+)",
}
add_kin(ENVIRONMENT)
WRITES = re.compile(r"\s*[\])]\s*=(?!=)")


def environment(texts, path):
    """Places that read an environment variable; the variable is the hit's name."""
    found = []
    for known, text, match, line, shown in matches(texts, path, ENVIRONMENT):
        raw = next((value for value in match.groupdict().values() if value), "")
        if WRITES.match(text, match.end()) or match[0].endswith(("set_var(", "remove_var(")) or re.search(r"\bfunc\s*$|\bdef\s*$|\*\s*$", shown[: max(shown.find(match[0]), 0)]):
            continue
        name = variable_name(texts, raw, match[0], known)
        if name:
            found.append(Hit(known, line, shown, kind="environment variable", name=name, remark="" if name in shown else name))
    return Hits(by_place(found), "reading", note=distinct(found, "variable"))


def variable_name(texts, raw, matched, near):
    """The variable that `raw` names: a literal, a constant looked up, or `raw` in angle brackets when it is computed."""
    name = raw.strip("\"'`&();")
    if raw[:1] in "\"'`" or re.search(r"\.env\.|\$|\benv\(|^ENV", matched) and "getenv" not in matched.lower():
        return name if re.fullmatch(r"[\w.{}:$-]+", name) else ""
    if not re.fullmatch(r"[\w.:]+", name) or name == "_":
        return ""
    found = constant_value(texts, name, near) if name != name.lower() else ""
    return found or f"<{name}>"


def constant_value(texts, name, near):
    """The string that a constant called `name` holds, or empty."""
    last = re.split(r"[.:>]", name)[-1]
    if not re.fullmatch(r"\w+", last):
        return ""
    pattern = re.compile(rf"\b{last}\b\s*(?::\s*[\w&' ]+)?\s*(?::?=|\s)\s*\"([\w.-]+)\"")
    for path in [near] + [other for other in texts.files if other != near]:
        text = texts.files[path]
        if last in text:
            match = pattern.search(text)
            if match:
                return match[1]
    return ""
