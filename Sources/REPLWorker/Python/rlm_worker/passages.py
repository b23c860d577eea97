"""The second look of `search`: definitions, and blocks of lines outside them, weighed by the words that meet there.

A definition is weighed by its name, its owner's name, its doc comment, its body and its path; what stands outside every
definition (texts, configuration, tables) by its lines.
"""

import re
from bisect import bisect_left, bisect_right

from .definition import CALLABLE, CONTAINERS, VALUES
from .documents import doc_lines
from .hits import Hit, shorten
from .identifiers import pieces
from .places import below_root
from .terms import stem

K1 = 1.2
AVERAGE = 40
BLOCK = 12
LONGEST = 400
# How much a definition of a kind is worth as the answer to "where".
KIND = {"prototype": 0.5, "field": 0.5, "key": 0.4, "section": 0.6, "extension": 0.7, "impl": 0.7, "case": 0.6, "variable": 0.6, "property": 0.75, "define": 0.7, "constant": 0.75, "target": 0.6, "heading": 0.6, "type": 0.7}
VALUE_KINDS = ("constant", "define", "variable", "property", "field", "option")
ABOUT_VALUES = re.compile(r"\b(?:default|number of|maximum|minimum|limit|size|constant|how (?:many|much|long|large|big))\b", re.IGNORECASE)


class Passage:
    """A place that may answer: its hit and what it is worth."""

    __slots__ = ("identity", "score", "hit", "item")

    def __init__(self, identity, score, hit, item=None):
        self.identity, self.score, self.hit, self.item = identity, score, hit, item


class FileWords:
    """Where the terms stand in one file, by line."""

    def __init__(self, text, terms):
        lowered = text.lower()
        if len(lowered) != len(text):
            lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
        starts = [0]
        at = text.find("\n")
        while at >= 0:
            starts.append(at + 1)
            at = text.find("\n", at + 1)
        self.lines = [[] for _ in terms]
        self.weights = [[] for _ in terms]
        for index, term in enumerate(terms):
            for at, weight in sorted(term.places(text, lowered)):
                self.lines[index].append(bisect_right(starts, at))
                self.weights[index].append(weight)

    def between(self, index, first, last):
        """How much of a term stands on lines `first` to `last`."""
        lines = self.lines[index]
        begin, end = bisect_left(lines, first), bisect_right(lines, last)
        return sum(self.weights[index][begin:end]) if begin < end else 0.0

    def matched(self):
        return sorted({line for lines in self.lines for line in lines})


class Weigher:
    """Weighs the passages of files for one query."""

    def __init__(self, symbols, query, terms, rarity):
        self.symbols, self.terms, self.rarity = symbols, terms, rarity
        self.full = sum(rare for term, rare in zip(terms, rarity) if not term.joined) or 1.0
        self.is_about_value = bool(ABOUT_VALUES.search(query))
        self._named = {}
        at = {term.forms[0][0]: index for index, term in enumerate(terms) if not term.joined}
        pairs = [(index, [at.get(stem(word)) for word in term.word.split()]) for index, term in enumerate(terms) if term.joined and " " in term.word]
        self.joins = [(index, pair) for index, pair in pairs if None not in pair]

    def in_name(self, name):
        """How well each term fits a name: 1 for a part of it, more for all of it."""
        known = self._named.get(name)
        if known is None:
            lowered = name.lower()
            known = [0.0] * len(self.terms)
            if len(lowered) == len(name):
                for index, term in enumerate(self.terms):
                    known[index] = max((weight for _, weight in term.places(name, lowered)), default=0.0)
            self._named[name] = known
        return known

    def of_file(self, path, factor, on_path):
        """The passages of a file, not in order."""
        text = self.symbols.texts.files[path]
        words = FileWords(text, self.terms)
        matched = words.matched()
        items = self.symbols.of_file(path)
        heads = {}
        for item in items:
            if item.inside is not None and item.kind in CALLABLE:
                heads.setdefault(id(item.inside), item.first - 1)
        found, covered = [], []
        for item in items:
            if item.kind == "prototype" or item.kind in VALUES and item.inside is not None and item.inside.kind in CALLABLE:
                continue
            first, last = self.extent(item, path, heads.get(id(item)))
            at = bisect_left(matched, first)
            if at == len(matched) or matched[at] > last:
                continue
            if item.kind not in VALUES:
                covered.append((first, last))
            value = self.weigh(words, item, first, last, on_path) * factor * KIND.get(item.kind, 1.0)
            if item.kind in VALUE_KINDS and self.is_about_value:
                value *= 1.3
            found.append(Passage((path, item.line), value, (item, first, last), item))
        found += self.blocks(path, words, matched, covered, factor, on_path)
        return found

    def extent(self, item, path, head):
        """The lines that belong to a definition itself: with its comment, and of a type only what stands before its methods."""
        about = doc_lines(self.symbols.texts, path, item.first, item.line) if item.kind not in VALUES else ()
        first = min([item.first] + [number for number, _ in about[:1]])
        last = item.end_line
        if item.kind in CONTAINERS:
            last = max(item.line, min(last, item.line + 25, head or last))
        if item.kind in VALUES:
            last = min(last, item.line + 6)
        return first, min(last, first + LONGEST)

    def weigh(self, words, item, first, last, on_path):
        name = item.name if item is not None else ""
        own = self.in_name(name) if name else None
        owner = self.in_name(item.owner) if item is not None and item.owner else None
        length = K1 * (0.5 + 0.5 * (last - first + 1) / AVERAGE)
        value = named = 0.0
        all_held = [0.0] * len(self.terms)
        for index, rare in enumerate(self.rarity):
            if not rare:
                continue
            much = words.between(index, first, last)
            part = much * (K1 + 1) / (much + length) if much else 0.0
            held = min(1.0, much)
            if own is not None and own[index]:
                part += 1.4 * own[index]
                named += rare * own[index]
                held = 1.0
            if owner is not None and owner[index]:
                part += 0.5 * owner[index]
                held = max(held, 0.7)
            part += 0.5 * on_path[index]
            held = max(held, 0.5 * on_path[index])
            value += rare * part
            all_held[index] = held
        covered = self.covered(all_held)
        if named and name:
            value += named * min(1.0, len([part for part in own if part]) / max(1, len(pieces(name))))
        return value * (0.2 + 0.8 * min(1.0, covered / self.full))

    def covered(self, held):
        """How much of the query is there; a joined term stands for the words that it joins."""
        for index, (first, second) in self.joins:
            if held[index]:
                held[first], held[second] = max(held[first], held[index]), max(held[second], held[index])
        return sum(rare * much for term, rare, much in zip(self.terms, self.rarity, held) if not term.joined)

    def blocks(self, path, words, matched, covered, factor, on_path):
        """Passages of a few lines that no definition holds."""
        found, last = [], 0
        covered.sort()
        for line in matched:
            if line <= last:
                continue
            at = bisect_right(covered, (line, 1 << 40)) - 1
            if any(first <= line <= end for first, end in covered[max(0, at - 6) : at + 1]):
                continue
            last = line + BLOCK
            value = self.weigh(words, None, line, last, on_path) * factor * 0.8
            found.append(Passage((path, -line), value, (None, line, last)))
        return found

    def hit(self, passage):
        """The passage as a hit: a definition with its lines, or the best line of a block."""
        path = passage.identity[0]
        item, first, last = passage.hit
        texts = self.symbols.texts
        if item is not None:
            hit = self.symbols.hit(item)
            hit.within, hit.score, hit.begin = item.qualified, round(passage.score, 2), item.first
            hit.end = item.end_line if item.end_line - item.first <= 60 else item.first + 40
            return hit
        lines = texts.lines(path)[first - 1 : last]
        line = first + max(range(len(lines)), key=lambda at: (self.line_weight(lines[at]), -at), default=0)
        around = self.symbols.enclosing(path, line)
        within = around.qualified if around is not None else ""
        text = texts.line(path, line)
        return Hit(path, line, text, kind=around.kind if around else "", name=within, within=within, show=shorten(text), score=round(passage.score, 2), begin=max(1, line - 3), end=line + 8)

    def line_weight(self, line):
        lowered = line.lower()
        if len(lowered) != len(line):
            return 0.0
        return sum(rare * max((weight for _, weight in term.places(line, lowered)), default=0.0) for term, rare in zip(self.terms, self.rarity))


def on_path(path, terms, share):
    """How well each term fits the path, words that many paths hold counting little."""
    named = below_root(path)
    lowered = named.lower()
    fits = [0.0] * len(terms)
    own = lowered.rsplit("/", 1)[-1].split(".")[0]
    if len(lowered) == len(named):
        for index, term in enumerate(terms):
            if len(term.forms[0][0]) > 2:
                fits[index] = max((weight for _, weight in term.places(named, lowered)), default=0.0) * share[index]
                if fits[index] and any(own == form or stem(own) == form for form, _, _ in term.forms):
                    fits[index] *= 2
    return fits
