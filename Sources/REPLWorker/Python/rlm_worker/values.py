"""`values`: lines that give a name its value."""

import re

from .hits import Hit, Hits
from .languages import language_of
from .patterns import TEXT_LANGUAGES
from .places import place_rank
from .texts import LineCounter

# What stands behind a colon in code and is a value rather than a type.
LITERAL = re.compile(r"[-+\"'`\d\[{]|(?:true|false|null|nil|None|True|False)\b|[\w.:]+\(")


def values(symbols, name, path):
    """Lines that give `name` a value: constants, assignments, defaults of parameters, configuration entries."""
    texts = symbols.texts
    last = re.split(r"::|\.", name)[-1] if not re.search(r"[-\s]", name) else name
    inner = r"[\w-]" if "-" in last else r"\w"
    word = rf"(?<!{inner}){re.escape(last)}(?!{inner})"
    defined = re.compile(rf"#\s*define\s+{word}[ \t]+(\S.*)|{word}[\"'\]]?\s*(?::\s*(?!:)[^=\n,;{{}}()]+?)?\s*(?::=|=(?![=~>])|=>)\s*(\S.*)|[\"']{re.escape(last)}[\"']\s*[:,]\s*(\S.*)|^\s*{word}\s*:\s+(\S.*)")
    entry = re.compile(rf"^[#;\s]*{word}[ \t]*[=: \t][ \t]*(\S.*)$")
    found, taken = [], set()
    for item in symbols.find(name, texts.select(path))[0]:
        if item.kind in ("constant", "variable", "define", "field", "property", "case", "option", "key", "macro"):
            hit = symbols.hit(item)
            match = defined.search(texts.line(item.path, item.line))
            is_annotation = match is not None and match[4] and item.kind != "key" and not LITERAL.match(match[4])
            hit.value = "" if is_annotation else value_in(match)
            found.append((0 if hit.value or item.kind == "case" else 2, place_rank(item.path), hit))
            taken.add((item.path, item.line))
    for known in texts.select(path):
        text = texts.files[known]
        if last not in text:
            continue
        language = language_of(known, text[:4096])
        is_data = language is None or language.name in TEXT_LANGUAGES
        position = 0
        counter = LineCounter(text)
        while (at := text.find(last, position)) >= 0:
            begin, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
            end = len(text) if end < 0 else end
            position, line, row = end, counter.at(begin), text[begin:end].rstrip("\r")
            match = defined.search(row) or (entry.match(row) if is_data and not known.endswith((".md", ".rst")) else None)
            if match is None or (known, line) in taken:
                continue
            if match.re is defined and match[4] and not is_data and not LITERAL.match(match[4]):
                continue  # a type, not a value
            rank = 3 if match.re is defined and match[3] else 1
            found.append((rank, place_rank(known), Hit(known, line, row, kind="value", name=last, value=value_in(match))))
    found.sort(key=lambda row: row[:2])
    return Hits([hit for _, _, hit in found], "value")


def value_in(match):
    """The value that a line gives, without a remark behind it."""
    value = next((group for group in match.groups() if group), "") if match else ""
    return re.split(r"\s+(?://|/\*|#|--)(?:\s|$)", value)[0].strip().rstrip(",;{").rstrip()
