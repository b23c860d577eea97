"""`grep`: lines that match a regular expression, quickly."""

import re

from .hits import Hit, Hits
from .texts import LineCounter

try:
    from re import _constants as constants, _parser as parser
except ImportError:  # before Python 3.11
    import sre_constants as constants
    import sre_parse as parser


def compile_pattern(pattern, ignore_case=False):
    """The compiled pattern and a remark; an invalid regular expression is taken literally."""
    if isinstance(pattern, re.Pattern):
        return re.compile(pattern.pattern, pattern.flags | re.MULTILINE), ""
    flags = re.MULTILINE | (re.IGNORECASE if ignore_case else 0)
    try:
        return re.compile(pattern, flags), ""
    except re.error as error:
        return re.compile(re.escape(pattern), flags), f"taken literally: not a regular expression, {error}"


def required_literals(compiled):
    """Strings of which every match must contain one: the longest certain one, or one for each alternative."""
    if compiled.flags & (re.IGNORECASE | re.VERBOSE):
        return []
    try:
        items = list(parser.parse(compiled.pattern, compiled.flags))
        longest = max(literal_runs(items), key=len, default="")
        if not longest and len(items) == 1 and items[0][0] is constants.BRANCH:
            each = [max(literal_runs(branch), key=len, default="") for branch in items[0][1][1]]
            return each if all(each) else []
        return [longest] if longest else []
    except (re.error, RecursionError, AttributeError):
        return []


def literal_runs(items):
    run = []
    for operator, argument in items:
        if operator is constants.LITERAL:
            run.append(chr(argument))
            continue
        if run:
            yield "".join(run)
            run = []
        if operator is constants.SUBPATTERN and not argument[1]:
            yield from literal_runs(argument[3])
        elif operator in (constants.MAX_REPEAT, constants.MIN_REPEAT) and argument[0] >= 1:
            yield from literal_runs(argument[2])
    if run:
        yield "".join(run)


def matching_lines(text, compiled, literal):
    """Yields (start, end) of each matching line, in order."""
    position, size = 0, len(text)
    while position <= size:
        if literal:
            start = text.find(literal, position)
        else:
            found = compiled.search(text, position)
            start = found.start() if found else -1
        if start < 0:
            return
        begin = text.rfind("\n", position, start) + 1 or position
        end = text.find("\n", start)
        end = size if end < 0 else end
        if begin < size and compiled.search(text, begin, end):
            yield begin, end
        position = end + 1


def grep(texts, pattern, path, ignore_case, context, limit):
    compiled, note = compile_pattern(pattern, ignore_case)
    literals = required_literals(compiled)
    literal = literals[0] if len(literals) == 1 and "\n" not in literals[0] else ""
    hits, total, paths = [], 0, 0
    for name in texts.select(path):
        text = texts.files[name]
        if literals and not any(one in text for one in literals):
            continue
        counter, before = LineCounter(text), total
        for begin, end in matching_lines(text, compiled, literal):
            total += 1
            if limit is not None and len(hits) >= limit:
                continue
            line = counter.at(begin)
            found = text[begin:end].rstrip("\r")
            hits.append(make_hit(texts, name, line, found, context, compiled))
        paths += total > before
    note = "; ".join(filter(None, [f"in {paths} files" if paths > 1 else "", note]))
    hits = Hits(hits, "match", total=total, note=note)
    hits.style = Surroundings if context else None
    return hits


class Surroundings:
    """How matches print with the lines around them: each line once, `>` before those that match."""

    @staticmethod
    def rows(hits):
        rows, path, last = [], None, 0
        shown = list(hits)[: hits.shown]
        matched = {(hit.path, hit.line) for hit in shown}
        for hit in shown:
            if hit.path != path:
                path, last = hit.path, 0
                rows.append(f"{path}:")
            elif hit.around[0][0] > last + 1:
                rows.append("--")
            rows += [context_row(label, text, (path, number) in matched) for number, label, text in hit.around if number > last]
            last = hit.around[-1][0]
        return rows


def context_row(label, text, is_match):
    return f"{'>' if is_match else ' '}{label}{text}"


def make_hit(texts, path, line, text, context, compiled):
    show = None
    if len(text) > 240:
        found = compiled.search(text)
        middle = found.start() if found else 0
        start = max(0, middle - 80)
        show = ("…" if start else "") + text[start : start + 220].strip() + ("…" if start + 220 < len(text) else "")
    if not context:
        return Hit(path, line, text, show=show)
    lines = texts.lines(path)
    first, last = max(1, line - context), min(len(lines), line + context)
    numbered = texts.is_numbered(path)
    around = []
    for number in range(first, last + 1):
        label = "" if numbered else f"{number}: "
        around.append((number, label, show if show and number == line else lines[number - 1][:300]))
    rows = [context_row(label, shown, number == line) for number, label, shown in around]
    return Hit(path, line, text, show="\n" + "\n".join(rows), around=around)
