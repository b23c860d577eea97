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

    What follows the first `: ` is the line as it stands there, so that it can be quoted; remarks stand in front of it:
    `path:line (method Session.send): def send(self):`.
    """

    #: A cell shows such values wherever they stand alone on a line.
    echoed = True

    def __new__(cls, path, line, text, end_line=None, kind="", name="", within="", show=None, remark="", **more):
        end_line = end_line or line
        span = str(line) if end_line == line else f"{line}-{end_line}"
        shown = shorten(text) if show is None else show
        remark = "; ".join(filter(None, [remark, f"in {within}" if within else ""]))
        span += f" ({remark})" if remark else ""
        hit = super().__new__(cls, f"{path}:{span}: {shown}")
        hit.path, hit.line, hit.end_line, hit.text = path, line, end_line, text
        hit.kind, hit.name, hit.within, hit.shown, hit.span = kind, name, within, shown, span
        hit.__dict__.update(more)
        return hit

    def __getattr__(self, name):
        known = ", ".join(key for key in self.__dict__ if key not in ("shown", "span"))
        raise AttributeError(f"a hit has no {name!r}; it has {known}, place, role") from None

    def __getnewargs__(self):
        return self.path, self.line, self.text

    def sourced(self, source, text):
        """The same hit, printed with the place and the text that its line names."""
        made = str.__new__(type(self), f"{source} (line {self.line} of {self.path}): {shorten(text)}")
        made.__dict__.update(self.__dict__, source=source, shown=shorten(text))
        return made

    @property
    def place(self):
        """`path:line`, or `path:line-endLine`: what an answer cites; a long range is cited by its first line."""
        short = self.line < self.end_line < self.line + LONGEST
        return f"{self.path}:{self.line}-{self.end_line}" if short else f"{self.path}:{self.line}"

    @property
    def role(self):
        """What kind of file it stands in: own, test, example, document or vendored."""
        return role(self.path)


class Row(Hit):
    """A hit that prints without a line number: a folder or a language."""

    def __new__(cls, path, text, **more):
        hit = super().__new__(cls, path, 1, text, **more)
        made = str.__new__(cls, text)
        made.__dict__.update(hit.__dict__)
        return made


class Hits(list):
    """A list of hits that prints one per line under a header with their number.

    total    how many there are, in this list or not
    problem  why there is nothing, where that is not an answer: no file matches the path
    style    an object whose `header` or `rows`, called with the list, take the place of the usual ones
    """

    echoed = True

    def __init__(self, hits=(), what="hit", total=None, note="", grouped=False, shown=SHOWN):
        super().__init__(hits)
        self.what, self.note, self.grouped, self.shown = what, note, grouped, shown
        self.total = len(self) if total is None else total
        self.problem = self.part = ""
        self.style = None

    def header(self):
        """`3 matches`, with what was left out and any remark."""
        if self.problem:
            return self.problem
        if hasattr(self.style, "header"):
            return self.style.header(self)
        if self.part:
            text = f"{self.part} {count(self.total, self.what)}"
        else:
            text = count(self.total, self.what)
            if self.total > len(self):
                text += f", the first {len(self)} kept (limit=None keeps all)"
        return text + (f" ({self.note})" if self.note else "")

    def rows(self):
        """The lines below the header."""
        if hasattr(self.style, "rows"):
            return self.style.rows(self)
        rows, path = [], None
        for hit in list(self)[: self.shown]:
            if not self.grouped:
                rows.append(str(hit))
                continue
            if hit.path != path:
                path = hit.path
                rows.append(f"{path}:")
            rows.append(f"{hit.span}: {hit.shown}")
            rows += getattr(hit, "below", ())
        return rows

    def __repr__(self):
        rows = [self.header(), *self.rows()]
        if len(self) > self.shown:
            rows.append(f"… {len(self) - self.shown} more in this list (slice or loop to see them)")
        return "\n".join(rows)

    def __str__(self):
        """With a newline at the end, so that two lists in one `print` stay apart."""
        return repr(self) + "\n"

    def __getitem__(self, key):
        if not isinstance(key, slice):
            return super().__getitem__(key)
        return self.like(super().__getitem__(key), key.indices(len(self)))

    def like(self, hits, indices):
        """Some of these hits, which know that they are not all."""
        made = Hits(hits, self.what, self.total, self.note, self.grouped, self.shown)
        made.problem, made.style = self.problem, self.style
        if len(hits) < self.total:
            start, stop, step = indices
            is_first = start == 0 and step == 1 and (not self.part or self.part.startswith("first"))
            is_last = stop == self.total == len(self) and step == 1
            made.part = f"{'first ' if is_first else 'last ' if is_last else ''}{len(hits)} of"
        return made


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
