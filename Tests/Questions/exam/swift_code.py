"""Declarations in Swift files, by pattern over code without comments and strings (ctags reads no Swift)."""

import bisect
import dataclasses
import re

from .masking import closing_brace, mask

_WORDS = (
    "public private fileprivate internal package open final indirect static class mutating nonmutating override"
    " convenience required nonisolated prefix postfix infix borrowing consuming dynamic optional unsafe"
)
_MODIFIERS = r"(?:@\w+(?:\([^()]*\))?\s+|(?:" + _WORDS.replace(" ", "|") + r")(?:\(\w+\))?[ \t]+)*"
_TYPE = re.compile(
    r"^[ \t]*(" + _MODIFIERS + r")(class|struct|enum|actor|protocol|extension)\s+([A-Za-z_][\w.]*)([^{]*)\{", re.M)
_FUNCTION = re.compile(r"^[ \t]*(" + _MODIFIERS + r")func\s+(`?[A-Za-z_]\w*`?|[^\s\w(]+)\s*[<(]", re.M)


@dataclasses.dataclass(frozen=True)
class Declaration:
    """A type, an extension or a function; `inherits` holds the names after the colon."""

    kind: str
    name: str
    path: str
    line: int
    end: int
    inherits: tuple


class SwiftFile:
    """The declarations of one file."""

    def __init__(self, repository, path):
        self.path = path
        self.masked = mask(repository.text(path), "swift")
        self._starts = [0] + [match.end() for match in re.finditer("\n", self.masked)]

    def line(self, position):
        return bisect.bisect_right(self._starts, position)

    def types(self):
        return [self._declaration(match) for match in _TYPE.finditer(self.masked)]

    def functions(self):
        return [self._function(match) for match in _FUNCTION.finditer(self.masked)]

    def _declaration(self, match):
        keyword = match.start(2)
        clause = _inheritance(match.group(4))
        return Declaration(
            match.group(2), match.group(3), self.path, self.line(keyword),
            self.line(closing_brace(self.masked, match.end() - 1)), clause,
        )

    def _function(self, match):
        line = self.line(match.start(2))
        opening = self.masked.find("{", match.end())
        following = _FUNCTION.search(self.masked, match.end())
        bodiless = opening < 0 or (following and following.start() < opening)
        end = line if bodiless else self.line(closing_brace(self.masked, match.end()))
        return Declaration("func", match.group(2).strip("`"), self.path, line, end, ())


def _inheritance(clause):
    """Names after the colon of a declaration, generic parameters and the `where` clause left out."""
    depth, start = 0, None
    for position, character in enumerate(clause):
        depth += {"<": 1, "(": 1, ">": -1, ")": -1}.get(character, 0)
        if character == ":" and depth == 0:
            start = position + 1
            break
    if start is None:
        return ()
    names = re.split(r"\bwhere\b", clause[start:])[0]
    return tuple(re.sub(r"<.*", "", re.sub(r"@\w+\s+", "", name)).strip() for name in names.split(","))


def conforming(repository, protocol, paths):
    """(type, path, line) of each type that names a protocol in its declaration or in an extension."""
    found = []
    for path in paths:
        for declared in SwiftFile(repository, path).types():
            if protocol in declared.inherits:
                found.append((declared.name, path, declared.line, declared.kind))
    return found
