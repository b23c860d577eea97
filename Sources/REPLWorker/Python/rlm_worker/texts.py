"""The corpus seen as files of lines: choosing paths, reading lines, finding where an offset stands."""

import re
from collections import OrderedDict

from .nearness import advice
from .numbered import is_numbered, may_be_numbered
from .places import place_rank, shared_root

KEPT_CHARACTERS = 32 << 20


class Texts:
    """Reads `files` (path → text), keeping the split lines of the files used last."""

    def __init__(self, files):
        self.files = files
        self._lines = OrderedDict()
        self._kept = 0
        self._root = None
        self._numbered = {}
        shared_root[0] = self.root

    def lines(self, path):
        """The file's lines without their newlines; a carriage return before the newline is dropped too."""
        lines = self._lines.get(path)
        if lines is not None:
            self._lines.move_to_end(path)
            return lines
        text = str(self.files[path])
        lines = text.split("\n")
        if lines and lines[-1] == "":
            lines.pop()
        if "\r" in text:
            lines = [line[:-1] if line.endswith("\r") else line for line in lines]
        self._lines[path] = lines
        self._kept += len(text)
        while self._kept > KEPT_CHARACTERS and len(self._lines) > 1:
            old, _ = self._lines.popitem(last=False)
            self._kept -= len(self.files[old])
        return lines

    def line(self, path, number):
        """One line by its number from 1; empty when there is no such line."""
        lines = self.lines(path)
        return lines[number - 1] if 0 < number <= len(lines) else ""

    def line_count(self, path):
        """Lines of the file; a last line without a newline counts."""
        text = self.files[path]
        return text.count("\n") + (1 if text and not text.endswith("\n") else 0)

    def is_numbered(self, path):
        """Whether the file's lines carry paths and numbers of their own."""
        known = self._numbered.get(path)
        if known is None:
            known = self._numbered[path] = may_be_numbered(path, self.files[path]) and is_numbered(self.lines(path))
        return known

    def root(self):
        """The folder that all paths share, with its slash; empty when there is none."""
        if self._root is None:
            shared = None
            for path in self.files:
                folder = path.split("/")[:-1]
                if shared is None:
                    shared = folder
                while shared and folder[: len(shared)] != shared:
                    shared = shared[:-1]
                if not shared:
                    break
            self._root = "/".join(shared) + "/" if shared else ""
        return self._root

    def select(self, path=""):
        """Paths that `path` means, in the corpus's order.

        "" is every file. Otherwise the first of these that finds any: the exact path; a glob (`*.py`, `src/**/x?.c`);
        a folder or file from the root; a file anywhere (of several `utils.py` the project's own, not the tests'); a folder
        anywhere (`NIOCore/`); a part of a path.
        A list or tuple means the files of each.
        """
        if isinstance(path, (list, tuple, set, frozenset)):
            chosen = set()
            for one in path:
                chosen.update(self.select(one))
            return [known for known in self.files if known in chosen]
        path = getattr(path, "path", path)
        path = path.__fspath__() if hasattr(path, "__fspath__") else path
        if not path or path in (".", "./", "/", "*"):
            return list(self.files)
        if path in self.files:
            return [path]
        path = path[2:] if path.startswith("./") else path
        if any(mark in path for mark in "*?["):
            glob = compile_glob(path)
            return [known for known in self.files if glob.search("/" + known)]
        bare, root = path.rstrip("/"), self.root()
        for start in dict.fromkeys((root, "")):
            found = [known for known in self.files if is_under(known, start + bare)]
            if found:
                return found
        part = "/" + bare.lstrip("/")
        found = [known for known in self.files if known.endswith(part)]
        if found:
            best = min(map(place_rank, found))
            return [known for known in found if place_rank(known) == best]
        found = [known for known in self.files if part + "/" in "/" + known]
        if found:
            return found
        found = [known for known in self.files if bare in known]
        if not found:
            lowered = bare.lower()
            found = [known for known in self.files if lowered in known.lower()]
        return found

    def resolve(self, path):
        """The one file that `path` means; raises KeyError with the candidates otherwise."""
        found = self.select(path)
        if len(found) == 1:
            return found[0]
        if not found:
            raise KeyError(f"no file matches path {path!r}{advice(str(path), self.files)}")
        raise KeyError(f"{path!r} means {len(found)} files, such as {', '.join(found[:5])}")


def is_under(path, folder):
    return path.startswith(folder) and (len(path) == len(folder) or path[len(folder)] == "/")


def compile_glob(glob):
    """A pattern for `"/" + path`; without a slash the glob is about names, `**` crosses folders."""
    parts = re.split(r"(\*\*/?|\*|\?|\[[^\]]*\])", glob.lstrip("/"))
    made = []
    for part in parts:
        if part.startswith("**"):
            made.append("(?:.*/)?" if part.endswith("/") else ".*")
        elif part == "*":
            made.append("[^/]*")
        elif part == "?":
            made.append("[^/]")
        elif part.startswith("[") and part.endswith("]"):
            made.append("[" + part[1:-1].replace("!", "^", 1).replace("\\", "\\\\") + "]")
        else:
            made.append(re.escape(part))
    return re.compile("/" + "".join(made) + "$")


class LineCounter:
    """Turns growing offsets into line numbers without starting over."""

    def __init__(self, text):
        self.text, self.offset, self.line = text, 0, 1

    def at(self, offset):
        """The line of `offset`, which must not be before the one asked last."""
        self.line += self.text.count("\n" if isinstance(self.text, str) else b"\n", self.offset, offset)
        self.offset = offset
        return self.line
