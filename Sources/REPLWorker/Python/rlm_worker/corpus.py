"""What code sees of the corpus: `context`, one string, and `files`, a mapping from path to text.

Both are made here and nowhere else, from read-only mappings that the host shares: one of the text as UTF-8, and one of
the long texts that are not ASCII, in the form in which Python keeps strings. Long texts are `str` objects over the
mappings themselves; short ones are decoded when they are asked for, which copies them.
"""
from _collections_abc import Mapping
from _struct import iter_unpack

from _rlm_host import mapped_memory, mapped_text, mapped_text_problem


class Corpus:
    """The mapped texts with the table of files."""

    def __init__(self, text, wide, paths, ranges, strings):
        """Takes what `mapped_memory` needs to know of the two memories, and the tables of files and of strings."""
        self._bytes = mapped_memory(*text)
        self._wide = mapped_memory(*wide) if wide else None
        #: Why long texts are copied; empty when they are not.
        self.copies = mapped_text_problem()
        self._strings = {}
        if not self.copies:
            for start, end, width, offset, count in iter_unpack("<5Q", strings):
                self._strings[start, end] = mapped_text(self._wide if width else self._bytes, offset, count, width)
        table = zip(paths, iter_unpack("<QQ", ranges))
        self.context = self._text(0, len(self._bytes))
        self.files = Files({str(path, "utf-8"): place for path, place in table}, self._text)

    def _text(self, start, end):
        text = self._strings.get((start, end))
        return str(self._bytes[start:end], "utf-8", "replace") if text is None else text


class Files(Mapping):
    """The corpus by path, in its order; a file's text is made when it is asked for.

    `files["src/a.py"]` is the text, `"src/a.py" in files` and `for path in files` work as with a dict; a leading `./`
    does not matter.
    """

    __slots__ = ("_places", "_text")

    def __init__(self, places, text):
        self._places = places
        self._text = text

    def __getitem__(self, path):
        place = self._place(path)
        if place is None:
            raise KeyError(self._advice(path))
        return self._text(*place)

    def __contains__(self, path):
        return self._place(path) is not None

    def __iter__(self):
        return iter(self._places)

    def __len__(self):
        return len(self._places)

    def __repr__(self):
        paths = list(self._places)
        shown = ", ".join(map(repr, paths[:5])) + (", …" if len(paths) > 5 else "")
        return f"<files: {len(paths)} paths, each with its text: {shown}>"

    def __reduce__(self):
        """A copy, be it by `pickle` or `copy.deepcopy`, is a dict."""
        return dict, (dict(self),)

    def _place(self, path):
        if not isinstance(path, str):
            return None
        place = self._places.get(path)
        while place is None and path.startswith("./"):
            path = path[2:].lstrip("/")
            place = self._places.get(path)
        return place

    def _advice(self, path):
        """Says which paths are meant most likely: those that end alike, else those spelt alike."""
        if not isinstance(path, str):
            return f"files is keyed by path, such as {next(iter(self._places), 'src/main.py')!r}; got {path!r}"
        if len(path) > 1000 or "\n" in path:
            return f"files is keyed by path, such as {next(iter(self._places), 'src/main.py')!r}; got a text"
        ending = "/" + path.rpartition("/")[2]
        alike = [known for known in self._places if ("/" + known).endswith(ending)][:3]
        if not alike:
            from .nearness import near_paths

            alike = [known for known in near_paths(path, self._places) if known in self._places]
        return f"no file {path!r} in the corpus" + (f"; did you mean {' or '.join(map(repr, alike))}?" if alike else "")
