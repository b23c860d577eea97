"""What the navigation helpers return: places in the corpus that print as citations."""

from .places import role

SHOWN = 150
LONGEST = 300
WIDTH = 240


def shorten(text, width=WIDTH):
    """The text on one line, cut with an ellipsis when it is longer than `width` characters."""
    text = text.strip()
    return text if len(text) <= width else text[: width - 1].rstrip() + "…"


class Hit(str):
    """One place: a string `path:line: text` that also carries its parts.

    path, line, end_line  where it stands; lines count from 1
    text                  the whole line as it stands there, without its newline
    kind, name            for a symbol: `class`, `method` … and its qualified name; for other facts see the helper
    within                the qualified name of the enclosing definition, where the helper knows it
    """

    def __new__(cls, path, line, text, end_line=None, kind="", name="", within="", show=None, **more):
        end_line = end_line or line
        where = f"{path}:{line}" if end_line == line else f"{path}:{line}-{end_line}"
        shown = shorten(text) if show is None else show
        if within:
            shown += f"   (in {within})"
        hit = super().__new__(cls, f"{where}: {shown}")
        hit.path, hit.line, hit.end_line, hit.text = path, line, end_line, text
        hit.kind, hit.name, hit.within, hit.shown = kind, name, within, shown
        hit.__dict__.update(more)
        return hit

    def __getnewargs__(self):
        return self.path, self.line, self.text

    @property
    def place(self):
        """`path:line`, or `path:line-endLine`: what an answer cites; a long range is cited by its first line."""
        short = self.line < self.end_line < self.line + LONGEST
        return f"{self.path}:{self.line}-{self.end_line}" if short else f"{self.path}:{self.line}"

    @property
    def role(self):
        """What kind of file it stands in: own, test, example, document or vendored."""
        return role(self.path)


class Hits(list):
    """A list of hits that prints one per line under a header with their number."""

    def __init__(self, hits=(), what="hit", total=None, note="", grouped=False, shown=SHOWN):
        super().__init__(hits)
        self.what, self.note, self.grouped, self.shown = what, note, grouped, shown
        self.total = len(self) if total is None else total

    def header(self):
        """`3 matches`, with what was left out and any remark."""
        text = count(self.total, self.what)
        if self.total > len(self):
            text += f", the first {len(self)} kept (limit=None keeps all)"
        return text + (f" ({self.note})" if self.note else "")

    def __str__(self):
        rows, path = [self.header()], None
        for hit in list(self)[: self.shown]:
            if not self.grouped:
                rows.append(str(hit))
                continue
            if hit.path != path:
                path = hit.path
                rows.append(f"{path}:")
            span = str(hit.line) if hit.end_line == hit.line else f"{hit.line}-{hit.end_line}"
            rows.append(f"  {span:>9}  {hit.shown}")
        if len(self) > self.shown:
            rows.append(f"… {len(self) - self.shown} more in this list (slice or loop to see them)")
        return "\n".join(rows)

    __repr__ = __str__

    def __getitem__(self, key):
        if isinstance(key, slice):
            return Hits(super().__getitem__(key), self.what, note=self.note, grouped=self.grouped)
        return super().__getitem__(key)


def count(number, what):
    """`1 file`, `2000 files`, `3 classes`, `2 entries`, `2 matches`."""
    if number == 1:
        return f"1 {what}"
    head, space, last = what.rpartition(" ")
    if last.endswith(("s", "x", "ch", "sh")):
        last += "es"
    elif last.endswith("y") and last[-2:-1] not in "aeiou":
        last = last[:-1] + "ies"
    else:
        last += "s"
    return f"{number} {head}{space}{last}"
