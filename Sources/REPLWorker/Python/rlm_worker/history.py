"""`commits`: the commits of a log or a series of patches, found by what their message and their changes say."""

import math
import re

from .hits import Hit, Hits
from .terms import terms_of
from .texts import LineCounter

COMMIT = re.compile(r"^(?:commit |From )([0-9a-f]{7,40})\b[^\n]*$", re.MULTILINE)
ONE_LINE = re.compile(r"^[*|\\/ ]*([0-9a-f]{7,40}) +(?:\([^)\n]*\) +)?(\S[^\n]*)$", re.MULTILINE)


def blocks(texts, path):
    """(path, text, begin, end, id) of each commit; one-line logs count too, when most lines are commits."""
    for known in texts.select(path):
        text = texts.files[known]
        found = list(COMMIT.finditer(text))
        if not found:
            found = list(ONE_LINE.finditer(text))
            if len(found) < 3 or len(found) < texts.line_count(known) / 2:
                continue
        for index, match in enumerate(found):
            end = found[index + 1].start() if index + 1 < len(found) else len(text)
            yield known, text, match.start(), end, match[1]


def message_of(text, begin, end):
    """(subject, message, rest) of a commit: its first message line, the whole message, and the changes."""
    body = text[begin:end]
    first, _, rest = body.partition("\n")
    one = ONE_LINE.match(first)
    if one and not first.startswith(("commit ", "From ")):
        return one[2], one[2], rest
    cut = re.search(r"^(?:diff --git|diff -|--- |Index: )", rest, re.MULTILINE)
    head, changes = (rest[: cut.start()], rest[cut.start():]) if cut else (rest, "")
    mail = re.search(r"^Subject: (?:\[[^\]]*\] )?(.*)$", head, re.MULTILINE)
    lines = [line.strip() for line in head.split("\n")]
    message = [line for line in lines if line and not re.match(r"(?:Author|AuthorDate|Commit|CommitDate|Date|Merge|From|Subject|Signed-off-by):?\s", line)]
    subject = mail[1] if mail else (message[0] if message else "")
    return subject, "\n".join(message), changes


def weigh(text, terms):
    lowered = text.lower()
    if len(lowered) != len(text):
        return [0.0] * len(terms)
    return [sum(weight for _, weight in term.places(text, lowered)) for term in terms]


def commits(texts, query, path, k):
    """The commits that fit the query best, or all in their order when there is no query; `name` is the commit's id."""
    known = list(blocks(texts, path))
    terms = terms_of(query) if query else []
    rows, counters = [], {}
    for place, text, begin, end, identity in known:
        subject, message, changes = message_of(text, begin, end)
        said = [0.0] * len(terms)
        done = [0.0] * len(terms)
        if terms:
            names = "\n".join(re.findall(r"^(?:diff --git|\+\+\+|---) [^\n]*", changes, re.MULTILINE))
            changed = "\n".join(re.findall(r"^[+-](?![+-]{2} )[^\n]*", changes, re.MULTILINE))
            said = [2 * a + b for a, b in zip(weigh(subject, terms), weigh(message, terms))]
            done = [2 * a + b for a, b in zip(weigh(names, terms), weigh(changed, terms))]
        counter = counters.setdefault(place, LineCounter(text))
        line = counter.at(begin)
        last = line + text.count("\n", begin, end) - (1 if text[end - 1 : end] == "\n" else 0)
        rows.append((said, done, place, line, max(line, last), identity, subject, len(changes)))
    if not terms:
        return Hits([hit_of(texts, row) for row in rows[:k]], "commit", total=len(rows))
    seen = [1 + sum(1 for row in rows if row[0][index] or row[1][index]) for index in range(len(terms))]
    average = max(1.0, sum(row[7] for row in rows) / len(rows)) if rows else 1.0
    rarity = [math.log(1 + len(rows) / number) * term.weight for number, term in zip(seen, terms)]
    scored = []
    for row in rows:
        longer = 0.25 + 0.75 * row[7] / average
        value = sum(rare * (2.5 * a / (a + 1.5) + b / (b + 6 * longer)) for rare, a, b in zip(rarity, row[0], row[1]))
        if value:
            scored.append((-value, row[3], row))
    scored.sort(key=lambda item: item[:2])
    return Hits([hit_of(texts, row, -value) for value, _, row in scored[:k]], "commit", total=min(len(scored), k), note=f"{len(known)} commits in all, the best first")


def hit_of(texts, row, score=0.0):
    _, _, place, line, last, identity, subject, _ = row
    return Hit(place, line, texts.line(place, line), last, "commit", identity, show=f"{identity[:12]} {subject}", subject=subject, score=score)
