"""`lines`: a part of a file, numbered."""

import re

from .hits import Hit, Hits

RANGE = re.compile(r"\s*(\d+)\s*(?:(?:-|–|:|,|\.\.\.?|to)\s*(\d+))?\s*")
AROUND = re.compile(r"(.+?):(\d+)(?:-(\d+))?")
USUAL = 200


class Excerpt:
    """How consecutive lines of one file print: under a header that names the file and the range."""

    @staticmethod
    def header(hits):
        if not hits:
            return f"no such lines; the file has {hits.total}"
        first, last = hits[0].line, hits[-1].line
        note = f" ({hits.note})" if hits.note else ""
        if len(hits) == hits.total:
            return f"{hits[0].path}, all {hits.total} lines{note}:"
        numbers = f"line {first}" if first == last else f"lines {first}-{last}"
        return f"{hits[0].path}, {numbers} of {hits.total}{note}:"

    @staticmethod
    def rows(hits):
        return [f"{hit.span}: {hit.shown}" if hit.span else hit.shown for hit in list(hits)[: hits.shown]]


def lines(texts, path, first, last):
    if isinstance(path, Hit):
        name = path.path
        if last is None and first == 1:
            first, last = getattr(path, "begin", path.line), getattr(path, "end", path.end_line)
            first, last = (first - 3, last + 8) if first == last else (first, last)
    else:
        name, first, last = named_part(texts, path, first, last)
    first, last = numbers(first, last)
    text = texts.lines(name)
    first = max(1, first)
    last = min(len(text), first + USUAL - 1 if last is None else last)
    numbered = texts.is_numbered(name)
    rows = []
    for number in range(first, last + 1):
        hit = Hit(name, number, text[number - 1], show=text[number - 1])
        if numbered:
            hit.span = ""
        rows.append(hit)
    note = "with their own numbers" if numbered else ""
    hits = Hits(rows, "line", total=len(text), note=note, grouped=True, shown=len(text))
    hits.style = Excerpt
    return hits


def named_part(texts, path, first, last):
    """The file that `path` means, and the lines when they stand behind it: `src/a.py:670-700`."""
    match = AROUND.fullmatch(path) if isinstance(path, str) and not texts.select(path) else None
    if match and texts.select(match[1]) and last is None and first == 1:
        begin, end = int(match[2]), int(match[3] or 0)
        return texts.resolve(match[1]), *((begin, end) if end else (begin - 3, begin + 8))
    return texts.resolve(path), first, last


def numbers(first, last):
    """The range, given as two numbers, as a pair or a range, or as `"670-700"`."""
    if isinstance(first, (tuple, list)) and len(first) == 2 and last is None:
        first, last = first
    elif isinstance(first, range) and last is None:
        first, last = first.start, first.stop - 1
    elif isinstance(first, str) and last is None:
        match = RANGE.fullmatch(first)
        if match is None:
            raise ValueError(f"lines takes numbers of lines, as in lines(path, 670, 700); got {first!r}")
        first, last = int(match[1]), int(match[2] or match[1])
    return (1 if first is None else int(first)), (None if last is None else int(last))
