"""What an answer claims: its citations, checked here again, its places, its list items and its numbers."""

import dataclasses
import re

_NUMBERS = r"\d+(?:\s*[-–—]\s*\d+)?"
_LIST = _NUMBERS + r"(?:,\s*" + _NUMBERS + r")*"
_TEXT_PLACE = re.compile(
    r"(?P<path>[\w+@./-][\w+@./ -]*?\.\w+|[\w+@./-]+)`?\*{0,2}"
    r"(?:(?::|#L|,? \(?lines? |:\s+lines? )(?P<lines>" + _LIST + r")(?!\w|\.\d)|: (?P<list>" + _LIST + r")\s*$)", re.M)
_ITEM = re.compile(r"^(\s*)(?:[-*•+]|\d+[.)]|\|)\s+(?=\S)")
_WORDS = {word: n for n, word in enumerate(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen".split())}


@dataclasses.dataclass(frozen=True)
class Place:
    """A path with first and last line, counted from 1."""

    path: str
    line: int
    end: int

    def touches(self, other, tolerance=0):
        return (
            self.path == other.path
            and self.line <= other.end + tolerance
            and other.line <= self.end + tolerance
        )


def squeeze(text):
    return re.sub(r"\s+", " ", text).strip()


def normal_path(path):
    while path.startswith("./"):
        path = path[2:]
    return path


def citation_problem(repository, citation):
    """Why a citation does not hold, or None: the path exists, so do the lines, and the quote, if any, stands there."""
    path = normal_path(str(citation.get("path", "")))
    if path not in repository.file_set:
        return f"no file {path!r}"
    line, end = citation.get("line"), citation.get("endLine")
    if not isinstance(line, int) or not isinstance(end, int) or not 1 <= line <= end:
        return f"no line range {line!r}-{end!r}"
    lines = repository.lines(path)
    if end > max(len(lines), 1):
        return f"{path} has {len(lines)} lines, not {end}"
    quote = str(citation.get("quote") or "")
    last = max(end, line + quote.strip("\n").count("\n"))
    if not quote_stands(quote, "\n".join(lines[line - 1 : last])):
        return f"{path}:{line} does not hold {quote[:60]!r}"
    return None


def quote_stands(quote, text):
    """Whether a quote stands in a text, blanks aside and cut where it says `…`; no quote claims no text."""
    pieces = [squeeze(piece) for piece in re.split(r"…|\.\.\.$|^\.\.\.", quote)]
    pieces = [piece for piece in pieces if piece]
    where, text = 0, squeeze(text)
    for piece in pieces:
        where = text.find(piece, where)
        if where < 0:
            return False
        where += len(piece)
    return True


class Answer:
    """One answer of the program, read against the repository it speaks of."""

    def __init__(self, repository, document):
        self.repository = repository
        self.text = str(document.get("answer") or "")
        self.success = document.get("success") is True
        self.citations = list(document.get("citations") or [])
        self.problems = [citation_problem(repository, citation) for citation in self.citations]

    @property
    def false_claims(self):
        """Problems of citations that the program calls verified."""
        pairs = zip(self.citations, self.problems)
        return [problem for citation, problem in pairs if problem and citation.get("verified") is True]

    def cited(self):
        """Places that hold: those that the text names, in its order, then the further citations."""
        pairs = list(zip(self.citations, self.problems))
        def known(holds):
            chosen = [citation for citation, why in pairs if (why is None) is holds]
            return {(normal_path(str(citation.get("path"))), citation.get("line")) for citation in chosen}

        broken = known(False) - known(True)
        places = [place for place in self.places_in(self.text) if (place.path, place.line) not in broken]
        for citation, problem in pairs:
            if problem is None:
                places.append(Place(normal_path(citation["path"]), citation["line"], citation["endLine"]))
        return list(dict.fromkeys(places))

    def places_in(self, text):
        """Places written in a text, as `path:12`, `path:12-20`, `path#L12`, `path line 12` or `path: 12, 15`."""
        found = []
        for match in _TEXT_PLACE.finditer(text):
            path = self._known_path(match.group("path"))
            if path is None:
                continue
            count = len(self.repository.lines(path))
            for part in (match.group("lines") or match.group("list")).split(","):
                numbers = [int(number) for number in re.findall(r"\d+", part)]
                if 1 <= numbers[0] <= count:
                    found.append(Place(path, numbers[0], min(max(numbers[0], numbers[-1]), count)))
        return found

    def _known_path(self, written):
        """The tracked file that a matched text ends in; prose may stand before it on the line."""
        words = normal_path(written.strip("`*( ")).split(" ")
        for start in range(len(words)):
            path = normal_path(" ".join(words[start:]).lstrip("`*("))
            if path in self.repository.file_set:
                return path
        return None

    def without_places(self, text):
        """A text without its places, so that a line number is not taken for a count, nor a folder for a name."""
        return _TEXT_PLACE.sub(self._blank_place, text)

    def _blank_place(self, match):
        tight = match.group("lines") and self._known_path(match.group("path"))
        return " " if tight else match.group()

    def lead(self, lines=12):
        """The first lines that are not blank."""
        kept = [line for line in self.text.splitlines() if line.strip()]
        return "\n".join(kept[:lines])

    def units(self):
        """List items, table rows and lines with a place: what an answer that lists things claims, one by one."""
        return self._units_of(_outside_fences(self.text)) or self._units_of(self.text.splitlines())

    def _units_of(self, lines):
        items = []
        for number, line in enumerate(lines):
            if _separator(line) or _table_head(lines, number):
                continue
            item = _ITEM.match(line)
            if item and not _has_nested_items(lines, number, len(item.group(1))):
                items.append(line)
            elif not item and self.places_in(line):
                items.append(line)
        return items

    def numbers(self, question):
        """Numbers of the first line that has any, those of the question left out."""
        asked = set(_numbers(question))
        for line in self.without_places(self.text).splitlines():
            found = [number for number in _numbers(line) if number not in asked]
            if found:
                return found
        return []


def _numbers(text):
    text = re.sub(r"`[^`]*/[^`]*`|\b[\w-]*/[\w./+-]*|\b\w+\.[a-zA-Z]\w*", " ", text)
    text = re.sub(r"(?<=\d)[,  '_](?=\d{3}\b)", "", text)
    found = []
    for word in re.findall(r"(?<![\w.])\d+(?:\.\d+)?(?![\w]|\.\d)|[a-zA-Z]+", text):
        if word[0].isdigit():
            found.append(float(word) if "." in word else int(word))
        elif word.lower() in _WORDS and word.lower() != "one":
            found.append(_WORDS[word.lower()])
    return found


def _outside_fences(text):
    kept, inside = [], False
    for line in text.splitlines():
        if line.lstrip().startswith("```"):
            inside = not inside
        elif not inside:
            kept.append(line)
    return kept


def _separator(line):
    return bool(re.fullmatch(r"[\s|:+-]*", line))


def _table_head(lines, number):
    below = lines[number + 1] if number + 1 < len(lines) else ""
    return "|" in lines[number] and "-" in below and _separator(below)


def _has_nested_items(lines, number, indent):
    for line in lines[number + 1 :]:
        if not line.strip():
            continue
        item = _ITEM.match(line)
        return bool(item) and len(item.group(1)) > indent
    return False
