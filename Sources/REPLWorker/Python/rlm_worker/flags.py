"""`flags`: command-line flags that the code declares."""

import re
from collections import Counter

from .hits import Hit, Hits
from .patterns import add_kin, by_place, code_files, distinct, matches
from .places import place_rank, role
from .texts import LineCounter

Q = r"[\"'`]"

FLAGS = {
    "python": rf"\.(?:add_argument|add_option)\s*\(\s*(?P<name>(?:{Q}[^\"'\n]+{Q}\s*,?\s*)+)|\b(?:click|typer)\.(?:option|Option)\s*\(\s*(?:[^\"'()]*,\s*)?(?P<name2>(?:{Q}-[^\"'\n]+{Q}\s*,?\s*)+)",
    "go": r"\bflag\.\w+\s*\(\s*(?:&?[\w.\[\]]+\s*,\s*)?(?P<name>\"[\w.-]+\")|\b[fF]lags?(?:\(\))?\.\w+\s*\(\s*(?:&?[\w.\[\]]+\s*,\s*)?(?P<name2>\"[\w.-]+\")",
    "rust": r"\bfn\s+name_long\b[^{]*\{\s*(?P<name>\"[\w-]+\")|\.long\(\s*(?P<name2>\"[\w-]+\")|#\[(?:arg|clap|structopt|command)\([^\]]*?\blong(?:\s*=\s*(?P<name3>\"[^\"]+\"))?[^\]]*\)\]\s*(?:#\[[^\]]*\]\s*)*(?:pub\s+)?(?P<name4>\w+)\s*:",
    "swift": r"@(?:Option|Flag)\b(?:\((?P<name>(?:[^()]|\([^()]*\))*)\))?\s*(?:(?:public|package|internal|private)\s+)?var\s+(?P<name2>\w+)",
    "c": r"\{\s*(?P<name>\"[\w-]+\")\s*,\s*(?:required_argument|no_argument|optional_argument|[012])\s*,|\bstr(?:case)?cmp\s*\(\s*(?:\*?arg\w*(?:\[[^\]]*\])?\s*,\s*(?P<name2>\"-[^\"]+\")|(?P<name3>\"-[^\"]+\")\s*,\s*\*?arg\w*)",
    "javascript": rf"\.(?:option|requiredOption)\s*\(\s*(?P<name>{Q}[^\"'`]+{Q})|\b(?:argv|args)\.includes\s*\(\s*(?P<name2>{Q}-[^\"'`]+{Q})",
    "java": r"\bnames\s*=\s*(?P<name>\{[^}]*\}|\"[^\"]+\")|\.addOption\s*\(\s*(?:\"\w*\"|null)\s*,\s*(?P<name2>\"[\w-]+\")",
    "shell": r"^\s*(?P<name>-{1,2}[\w-]+(?:[ ]?\|[ ]?-{1,2}[\w-]+)*)(?:=\*)?\)",
    "ruby": rf"\bopts?\.on\s*\(\s*(?P<name>(?:{Q}-[^\"'\n]+{Q}\s*,?\s*)+)",
}
add_kin(FLAGS)
FLAG_MENTION = re.compile(rf"{Q}(?P<name>--[A-Za-z][\w-]*)=?{Q}")


def flags(texts, path):
    """Places that declare a command-line flag; where none is declared, string literals that look like one."""
    found = []
    for known, text, match, line, shown in matches(texts, path, FLAGS):
        groups = match.groupdict()
        name = flag_name(groups, match, known)
        if name:
            value = next((key for key in ("name", "name2", "name3", "name4") if groups.get(key)), None)
            at = match.start(value) if value else match.start()
            line += text.count("\n", match.start(), at)
            shown = texts.line(known, line)
            found.append(Hit(known, line, shown, kind="flag", name=name, remark="" if name in shown else name))
    found = [hit for hit in found if role(hit.path) in ("own", "example")] or found
    if found:
        declared = Counter(hit.path for hit in found)
        found.sort(key=lambda hit: (place_rank(hit.path), -declared[hit.path]))
        return Hits(found, "flag", note=distinct(found, "name"))
    seen = set()
    for known, text, language in code_files(texts, path):
        counter = LineCounter(text)
        for match in FLAG_MENTION.finditer(text):
            line = counter.at(match.start())
            if (match["name"], known) in seen:
                continue
            seen.add((match["name"], known))
            shown = texts.line(known, line)
            found.append(Hit(known, line, shown, kind="mention", name=match["name"]))
    return Hits(by_place(found), "mention", note="no declaration was recognised; these are string literals that look like flags")


def flag_name(groups, match, path):
    value = next((groups[key] for key in ("name", "name2", "name3", "name4") if groups.get(key)), "")
    if path.endswith(".swift"):
        custom = re.search(r"\.customLong\(\s*\"([\w-]+)\"", groups.get("name") or "")
        return "--" + (custom[1] if custom else re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", groups.get("name2") or "").lower())
    names = re.findall(r"[\"'`]([^\"'`]+)[\"'`]", value) or re.split(r"\s*\|\s*", value.strip())
    names = [re.split(r"[\s,=<]", name)[0] if name.startswith("-") else name for name in names]
    if match[0].lstrip(".").startswith(("add_argument", "add_option")):
        names = [name for name in names if name.startswith("-")]
    else:
        names = [name if name.startswith("-") else ("-" if path.endswith(".go") else "--") + name.replace("_", "-" if path.endswith(".rs") and not groups.get("name") else "_") for name in names]
    return ", ".join(names)
