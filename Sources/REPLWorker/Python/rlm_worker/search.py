"""`search`: passages that fit a question best, by BM25 over windows of every file.

Nothing is indexed beforehand: each word is found in the lower-cased text at memory speed, its places are gathered into
windows, and only the files of the best windows are looked at closely (their definitions, see `passages`).
"""

import math
import re
from collections import defaultdict

from .hits import Hits
from .languages import language_of
from .passages import Weigher, on_path
from .patterns import TEXT_LANGUAGES
from .places import role
from .terms import terms_of

WINDOW = 1600
WINDOWS = 120
# How many files are looked at closely, and how many characters of them.
CLOSELY = 30
CHARACTERS = 3 << 20
K1 = 1.3
ROLE = {"own": 1.0, "example": 0.5, "document": 0.5, "history": 0.3, "test": 0.3, "vendored": 0.3}
ROLE_WORDS = {"test": ("test", "tests", "testing", "fixture"), "document": ("documentation", "docs", "readme", "manual", "guide"), "history": ("changelog", "history", "release", "version", "changed"), "example": ("example", "examples", "benchmark", "demo"), "vendored": ("vendored", "dependency", "deps", "bundled")}


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
    windows, rarity, asked, fits, scores = weighed(texts, query, terms, texts.select(path))
    weigher = Weigher(symbols, query, terms, rarity)
    passages = []
    for known in closely(scores, texts):
        passages += weigher.of_file(known, factor_of(known, asked), fits[known])
    passages.sort(key=lambda passage: (-passage.score, passage.identity))
    hits = [weigher.hit(passage) for passage in distinct(passages, k)]
    found = ", ".join(term.word for index, term in enumerate(terms) if windows.frequency[index])
    missing = ", ".join(term.word for index, term in enumerate(terms) if not windows.frequency[index] and not term.whole)
    note = f"words found: {found or 'none'}" + (f"; not found: {missing}" if missing else "")
    return Hits(hits, "passage", note=note)


def weighed(texts, query, terms, paths):
    """The first look: the windows of the terms, and what each is worth."""
    windows = Windows(texts, paths, terms)
    rarity = [windows.rarity(index) * term.weight if windows.frequency[index] else 0.0 for index, term in enumerate(terms)]
    asked = {kind for kind, names in ROLE_WORDS.items() if set(re.findall(r"\w+", query.lower())) & set(names)}
    fits = path_fits(windows, paths, terms)
    return windows, rarity, asked, fits, score(windows, terms, rarity, asked, fits)


def likely(texts, query, paths):
    """The files that `search` would look at closely."""
    terms = terms_of(query)
    return closely(weighed(texts, query, terms, paths)[-1], texts) if terms else []


def factor_of(path, asked):
    kind = role(path)
    if kind == "own" and is_data(path):
        kind = "document"
    return 1.0 if kind in asked else ROLE[kind]


def is_data(path):
    """Whether a file is configuration, data or prose, by its name alone."""
    language = language_of(path)
    return language is None or language.name in TEXT_LANGUAGES


def path_fits(windows, paths, terms):
    """For each file how well the terms fit its path; what most paths hold, such as the project's name, counts nothing."""
    plain = {known: on_path(known, terms, [1.0] * len(terms)) for known in paths}
    share = []
    for index in range(len(terms)):
        held = sum(1 for fits in plain.values() if fits[index]) / max(1, len(paths))
        share.append(max(0.0, 1 - 4 * held) if len(paths) > 4 else 0.0)
    return {known: [fit * part for fit, part in zip(fits, share)] for known, fits in plain.items()}


def closely(scores, texts):
    """The files of the best windows, which are looked at closely: not more than can be parsed at once."""
    chosen, size = [], 0
    for path, _ in sorted(scores, key=lambda key: (-scores[key], key))[:WINDOWS]:
        if path in chosen:
            continue
        size += len(texts.files[path])
        if chosen and (len(chosen) >= CLOSELY or size > CHARACTERS):
            break
        chosen.append(path)
    return chosen


def distinct(passages, k):
    """The best `k` passages, without a second one on the same lines."""
    kept = []
    for passage in passages:
        if len(kept) == k:
            break
        item, first, last = passage.hit
        path = passage.identity[0]
        if any(path == other.identity[0] and first <= other.hit[2] and other.hit[1] <= last for other in kept):
            continue
        kept.append(passage)
    return kept


def score(windows, terms, rarity, asked, fits):
    """BM25 of each window with its file's words at a discount, weighted by what the path says."""
    full = sum(rare for term, rare in zip(terms, rarity) if not term.joined) or 1.0
    scores = {}
    in_file = defaultdict(lambda: [0.0] * len(terms))
    for (path, _), places in windows.places.items():
        for index, weight in places.items():
            in_file[path][index] += weight
    for (path, number), places in windows.places.items():
        value, covered = 0.0, 0.0
        for index, weight in places.items():
            value += rarity[index] * weight * (K1 + 1) / (weight + K1)
            covered += rarity[index] if not terms[index].joined else 0.0
        value += 0.8 * sum(rare * fit for rare, fit in zip(rarity, fits[path]))
        value += 0.5 * sum(rare * much / (much + 12) for rare, much in zip(rarity, in_file[path]))
        scores[path, number] = value * factor_of(path, asked) * (0.4 + 0.6 * covered / full)
    return scores
