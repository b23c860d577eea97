"""`search`: passages that fit a question best, by BM25 over windows of every file.

Nothing is indexed beforehand: each word is found in the lower-cased text at memory speed, its places are gathered into
windows, and only the best windows are looked at closely (their lines, the definition around them).
"""

import math
import re
from collections import defaultdict

from .hits import Hit, Hits, shorten
from .places import below_root, role
from .terms import terms_of

WINDOW = 1600
CLOSELY = 60
K1 = 1.3
ROLE = {"own": 1.0, "example": 0.7, "document": 0.7, "history": 0.35, "test": 0.35, "vendored": 0.35}
ROLE_WORDS = {"test": ("test", "tests", "testing", "fixture"), "document": ("documentation", "docs", "readme", "manual", "guide"), "history": ("changelog", "history", "release", "version", "changed"), "example": ("example", "examples", "benchmark", "demo"), "vendored": ("vendored", "dependency", "deps", "bundled")}
DEFINING = re.compile(r"^\s*(?:@\w+\s*)?(?:(?:pub(?:\([^)]*\))?|public|private|internal|open|static|final|async|export|default|abstract|override|package|const|unsafe|inline)\s+)*(?:def|func|fn|function|class|struct|enum|protocol|trait|interface|impl|type|typedef|extension|actor|#\s*define|\(def\w+)\b|^[A-Za-z_][\w\s\*]+\([^;]*$")


class Windows:
    """The places of the terms, by window, and how many windows each term is in."""

    def __init__(self, texts, paths, terms):
        self.places = defaultdict(dict)  # (path, window) → {term index: weight}
        self.frequency = [0] * len(terms)
        self.total = 1
        for path in paths:
            text = texts.files[path]
            self.total += len(text) // WINDOW + 1
            lowered = text.lower()
            if len(lowered) != len(text):
                lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
            for index, term in enumerate(terms):
                for at, weight in term.places(text, lowered):
                    window = self.places[path, at // WINDOW]
                    if index not in window:
                        self.frequency[index] += 1
                        window[index] = 0.0
                    window[index] += weight

    def rarity(self, index):
        seen = self.frequency[index]
        return math.log(1 + (self.total - seen + 0.5) / (seen + 0.5))


def search(symbols, query, k, path):
    texts = symbols.texts
    terms = terms_of(query)
    if not terms:
        return Hits([], "passage", note="the query has no words to look for")
    paths = texts.select(path)
    windows = Windows(texts, paths, terms)
    rarity = [windows.rarity(index) * term.weight for index, term in enumerate(terms)]
    scores = score(windows, terms, rarity, set(re.findall(r"\w+", query.lower())))
    best = sorted(scores, key=lambda key: (-scores[key], key))[:CLOSELY]
    passages = {}
    for key in best:
        for passage in look_closely(symbols, key, scores[key], terms, rarity):
            known = passages.get(passage[0])
            if known is None or known[1] < passage[1]:
                passages[passage[0]] = passage
    ordered = sorted(passages.values(), key=lambda passage: -passage[1])[:k]
    found = ", ".join(term.word for index, term in enumerate(terms) if windows.frequency[index])
    missing = ", ".join(term.word for index, term in enumerate(terms) if not windows.frequency[index] and not term.whole)
    note = f"words found: {found or 'none'}" + (f"; not found: {missing}" if missing else "")
    return Hits([passage[2] for passage in ordered], "passage", note=note)


def score(windows, terms, rarity, words):
    """BM25 of each window with its neighbours' words at a discount, weighted by what the path says."""
    full = sum(rarity) or 1.0
    path_parts, scores = {}, {}
    in_file = defaultdict(lambda: [0.0] * len(terms))
    for (path, _), places in windows.places.items():
        for index, weight in places.items():
            in_file[path][index] += weight
    asked = {kind for kind, names in ROLE_WORDS.items() if words & set(names)}
    for (path, number), places in windows.places.items():
        known = path_parts.get(path)
        if known is None:
            named = below_root(path)
            lowered = named.lower()
            bonus = [0.8 * rarity[i] if len(term.forms[0][0]) > 2 and any(True for _ in term.places(named, lowered)) else 0.0 for i, term in enumerate(terms)]
            kind = role(path)
            known = path_parts[path] = (bonus, 1.0 if kind in asked else ROLE[kind])
        bonus, factor = known
        value, covered = 0.0, 0.0
        for index, weight in places.items():
            value += rarity[index] * weight * (K1 + 1) / (weight + K1)
            covered += rarity[index]
        value += sum(bonus)
        value += 0.5 * sum(rare * much / (much + 12) for rare, much in zip(rarity, in_file[path]))
        scores[path, number] = value * factor * (0.4 + 0.6 * covered / full)
    return scores


def look_closely(symbols, key, value, terms, rarity):
    """(identity, score, hit) of the best line of a window, and of the best in another definition when it is nearly as good."""
    path, number = key
    text = symbols.texts.files[path]
    begin = text.rfind("\n", 0, number * WINDOW) + 1
    end = text.find("\n", min(len(text), (number + 1) * WINDOW))
    end = len(text) if end < 0 else end
    first = text.count("\n", 0, begin) + 1
    lines = text[begin:end].split("\n")
    weights = [line_weight(line, terms, rarity) for line in lines]
    around = [weight and weight + 0.3 * sum(weights[max(0, at - 3) : at + 4]) for at, weight in enumerate(weights)]
    passages = {}
    for at in sorted(range(len(lines)), key=lambda at: -around[at])[:6]:
        if not around[at] or around[at] < 0.6 * max(around) or len(passages) == 2:
            break
        passage = passage_at(symbols, path, first + at, lines[at], value * (1 - 0.15 * len(passages)), terms, rarity)
        passages.setdefault(passage[0], passage)
    return passages.values()


def passage_at(symbols, path, line, text, value, terms, rarity):
    item = symbols.enclosing(path, line)
    within, identity = "", (path, line // 40)
    begin, end = max(1, line - 3), line + 8
    if item is not None:
        within, identity = item.qualified, (path, item.line)
        value += 0.8 * line_weight(item.qualified, terms, rarity)
        if item.end_line - item.first <= 60:
            begin, end = item.first, item.end_line
    hit = Hit(path, line, text.rstrip("\r"), kind=item.kind if item else "", name=within, within=within, show=shorten(text), score=round(value, 2), begin=begin, end=end)
    return identity, value, hit


def line_weight(line, terms, rarity):
    lowered = line.lower()
    if len(lowered) != len(line):
        return 0.0
    value = 0.0
    for index, term in enumerate(terms):
        weight = max((weight for _, weight in term.places(line, lowered)), default=0)
        value += weight * rarity[index]
    if value and DEFINING.match(line):
        value *= 1.4
    elif value and re.match(r"\s*(?:#\s*include|import|from|use|@)\b", line):
        value *= 0.5
    return value
