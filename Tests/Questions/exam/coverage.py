"""How well an answer that lists things covers the right ones, and what else it claims."""

import re

from .answers import Place, squeeze

_LABEL = re.compile(r"defin|declar|prototype|import|export|comment|\bdoc|mention", re.I)
_KEYWORDS = set(
    "also from class def import struct enum fn func function const static void int return public private final"
    " internal impl for let var use mod type interface protocol extension extern unsigned char typedef inline bool"
    " async await pub self include define defun defmacro new override".split()
)
# A citation of more lines counts for where it starts alone.
_LONGEST = 40


def places(rows):
    return [Place(*row) for row in rows]


def has_word(text, wording, loose=False):
    """Whether a wording stands in a text as whole words (a module not as the start of a longer one); loosely, any case
    and any ending will do."""
    wording = squeeze(wording)
    before = r"(?<![\w-])" if wording[:1] == "-" else r"(?<!\w)" if re.match(r"\w", wording) else ""
    longer = r"|[./]\w" if re.search(r"\w[./]\w", wording) else ""
    after = rf"(?!\w{longer})" if not loose and re.search(r"\w$", wording) else ""
    return re.search(before + re.escape(wording) + after, text, re.I if loose else 0) is not None


class Coverage:
    """Compares an answer with the items of a truth, by their names, their places, either or both."""

    def __init__(self, truth, answer, evidence, tolerance):
        self.truth, self.answer, self.evidence, self.tolerance = truth, answer, evidence, tolerance
        self.items, self.cited = truth["items"], [_as_meant(place) for place in answer.cited()]
        self.right = [place for item in self.items for place in places(item["places"])]
        self.neutral = places(truth.get("neutral_places", []))
        self.labelled = places(truth.get("labelled_places", []))
        self.names = {name for item in self.items for name in item["names"]} | set(truth.get("neutral_names", []))

    def missing(self):
        """Items that the answer lacks; what is exactly another item's place is not nearly this one's."""
        text = squeeze(self.answer.text)
        inexact = [place for place in self.cited if not any(place.touches(right) for right in self.right)]

        def named(item):
            return any(has_word(text, name) for name in item["names"])

        def placed(item):
            wanted = places(item["places"])
            exact = any(one.touches(want) for one in self.cited for want in wanted)
            return exact or any(one.touches(want, self.tolerance) for one in inexact for want in wanted)

        found = {
            "name": named, "place": placed,
            "either": lambda item: named(item) or placed(item),
            "both": lambda item: placed(item) and (named(item) or not item["names"]),
        }[self.evidence]
        return [item for item in self.items if not found(item)]

    def claims(self):
        """How many claims of the answer are right, and the wrong ones."""
        if self.evidence in ("place", "both"):
            wrong = [f"{place.path}:{place.line}" for place in self.cited if not self._may_be_cited(place)]
            return len(self.cited) - len(wrong), wrong
        right, wrong = 0, []
        for claim in self._split_lists(self.answer.units() or _sentences(self.answer.text)):
            words = squeeze(self.answer.without_places(claim))
            cited = [_as_meant(place) for place in self.answer.places_in(claim)]
            placed = self.evidence != "name" and any(self._may_be_cited(place) for place in cited)
            if placed or any(has_word(words, name) for name in self.names):
                right += 1
            else:
                wrong.append(claim)
        return right, wrong

    def _may_be_cited(self, place):
        """Right and neutral places may; comments and prototypes where the answer says that they are such."""
        if any(place.touches(known, self.tolerance) for known in self.right + self.neutral):
            return True
        if not any(place.touches(known) for known in self.labelled):
            return False
        lines = [line for line in self.answer.text.splitlines() if f"{place.path}:{place.line}" in line]
        return any(_LABEL.search(self.answer.without_places(line)) for line in lines)

    def _split_lists(self, lines):
        """Lines as they are, but one claim per name where a line lists several: the known ones and the strange ones."""
        for line in lines:
            listed = squeeze(_without_quotes(line) if self.answer.places_in(line) else line)
            here = sorted((name for name in self.names if has_word(listed, name)), key=len, reverse=True)
            if len(here) < 2:
                yield line
                continue
            yield from here
            for name in here:
                listed = listed.replace(squeeze(name), ",")
            yield from _strange_names(self.answer.without_places(listed))


def _as_meant(place):
    return place if place.end - place.line <= _LONGEST else Place(place.path, place.line, place.line)


def _without_quotes(line):
    """A line without the source code that it quotes: code spans of several words."""
    return re.sub(r"(`+)(.+?)\1", lambda span: " " if " " in span.group(2).strip() else span.group(), line)


def _strange_names(text):
    """Single words between commas and quotes of a list, without what stands in brackets."""
    for piece in re.split(r"[,;`]|\band\b", re.sub(r"\([^)]*\)", "", text)):
        bare = re.sub(r"^\s*(?:[-*•+]|\d+[.)])\s+", "", piece).strip(" \t*|.")
        if re.fullmatch(r"[\w$-][\w.$-]*\w", bare) and bare not in _KEYWORDS and not bare.isdigit():
            yield bare


def _sentences(text):
    """What to take as claims when nothing is listed line by line."""
    return [line for line in text.splitlines() if "," in line or "`" in line]
