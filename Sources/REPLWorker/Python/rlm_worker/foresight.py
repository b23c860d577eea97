"""What the worker does while the model thinks: finds the definitions in files that code is likely to ask for.

First those that the question's words stand in, as `search` would choose them, then the project's own. It stops wherever
it is when a cell comes, and takes a few seconds of the processor at most in all, so that it costs little where it is
for nothing. `Symbols` counts what was of use.
"""
import time
from collections import deque

from . import grammars
from .languages import language_of
from .places import role
from .search import likely

SECONDS = 3.0
# Of the files whose definitions are found, and of the largest of them.
CHARACTERS = 8 << 20
LARGEST = 256 << 10
# Of a corpus in which the question's words are looked for.
SEARCHED = 64 << 20


class Foresight:
    """The files that are worth a look, the likeliest first."""

    def __init__(self, symbols, question):
        self._symbols = symbols
        self._question = question
        self._waiting = None
        self._seconds = SECONDS
        self._characters = CHARACTERS

    @property
    def has_work(self):
        return self._seconds > 0 and self._characters > 0 and (self._waiting is None or bool(self._waiting))

    def load(self):
        """Loads the grammars; not to be interrupted, because modules that are half imported would stay behind."""
        for name in {language_of(path).name for path in self._fit()}:
            grammars.load(name)

    def work(self):
        """Goes on with what is left. An exception may end it anywhere: what is finished is kept."""
        start = time.thread_time()
        try:
            if self._waiting is None:
                self._waiting = deque(self._ordered())
            while self._waiting and self._characters > 0 and time.thread_time() - start < self._seconds:
                self._symbols.foresee(self._waiting[0])
                self._characters -= len(self._symbols.texts.files[self._waiting.popleft()])
        finally:
            self._seconds -= time.thread_time() - start

    def _fit(self):
        """The paths of files that have a grammar."""
        found = []
        for path in self._symbols.texts.files:
            language = language_of(path)
            if language is not None and language.name in grammars.GRAMMARS:
                found.append(path)
        return found

    def _ordered(self):
        files = self._symbols.texts.files
        paths = [path for path in self._fit() if len(files[path]) <= LARGEST]
        first = []
        if sum(len(files[path]) for path in paths) <= SEARCHED:
            first = likely(self._symbols.texts, self._question, paths)
        chosen = set(first)
        return first + [path for path in paths if path not in chosen and role(path) == "own"]
