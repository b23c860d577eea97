"""A checked-out repository: its tracked files, their lines, and what git says of them."""

import functools
import pathlib
import subprocess


class ExamError(Exception):
    """A question, a repository or a tool is not as the exam needs it."""


def run(arguments, folder, accept=(0,)):
    """Standard output of a tool run in a folder, as text; other exit codes than those accepted are an error."""
    done = subprocess.run(arguments, cwd=folder, capture_output=True)
    if done.returncode not in accept:
        raise ExamError(f"{' '.join(arguments[:6])}: {done.stderr.decode(errors='replace').strip()[:400]}")
    return done.stdout.decode("utf-8", errors="replace")


class Repository:
    """Reads one repository; every path is relative to its root, with `/` between the parts."""

    def __init__(self, name, folder):
        self.name = name
        self.folder = pathlib.Path(folder).resolve()
        if not (self.folder / ".git").exists():
            raise ExamError(f"{folder} is no checked-out git repository")

    def git(self, *arguments, accept=(0,)):
        return run(["git", "-c", "core.quotePath=false", *arguments], self.folder, accept)

    def verify(self, commit):
        """Refuses another commit than the pinned one, and a work tree that differs from it."""
        head = self.git("rev-parse", "HEAD").strip()
        if head != commit:
            raise ExamError(f"{self.name} stands at {head}, the exam is pinned to {commit}: git checkout {commit}")
        changed = self.git("status", "--porcelain", "--untracked-files=no").strip()
        if changed:
            raise ExamError(f"{self.name} has local changes: {changed.splitlines()[0]}")

    def files(self, *patterns):
        """Tracked regular files, symbolic links left out, that match git path patterns."""
        listing = self.git("ls-files", "-z", "-s", "--", *(patterns or (".",)))
        rows = (row.split("\t", 1) for row in listing.split("\0") if row)
        return sorted(path for mode, path in rows if mode.startswith("100"))

    @functools.cached_property
    def file_set(self):
        return frozenset(self.files())

    @functools.lru_cache(maxsize=512)
    def text(self, path):
        return (self.folder / path).read_bytes().decode("utf-8", errors="replace")

    @functools.lru_cache(maxsize=512)
    def lines(self, path):
        """The lines of a file as an editor counts them; a final newline ends the last line."""
        lines = self.text(path).split("\n")
        if lines and lines[-1] == "":
            lines.pop()
        return [line.rstrip("\r") for line in lines]

    def grep(self, *arguments, paths=(".",)):
        """(path, line number, text) of each line that `git grep` finds; finding none is no error."""
        found = self.git("grep", "-z", "-nI", *arguments, "--", *paths, accept=(0, 1))
        rows = []
        for row in found.split("\n"):
            parts = row.split("\0")
            if len(parts) == 3:
                rows.append((parts[0], int(parts[1]), parts[2]))
        return rows

    def files_with_word(self, word, *patterns):
        """Tracked files in which a word stands as a whole word."""
        found = self.git("grep", "-lzIwF", "-e", word, "--", *(patterns or (".",)), accept=(0, 1))
        return sorted(path for path in found.split("\0") if path in self.file_set)
