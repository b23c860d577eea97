"""Frames between this worker and its host: their types, and the thread that reads them.

A frame is a type, a number that ties an answer to its question, and a list of byte strings.
"""
import _thread
from _queue import SimpleQueue
from os import _exit

from _rlm_host import read_frame, write_frame

# From the host.
SETUP, CELL, REPLY = 1, 2, 3
# To the host.
READY, DONE, SUBCALL, LOADED, WITHDRAW, ASKED, KEPT, RESTORED = range(16, 24)

#: A frame's payload that the host accepts; a longer one ends the worker.
LONGEST = 64 << 20

__all__ = [
    "ASKED", "CELL", "DONE", "KEPT", "LOADED", "LONGEST", "READY", "REPLY", "RESTORED", "SETUP", "SUBCALL", "WITHDRAW", "Cells",
    "read_frame", "write_frame",
]  # fmt: skip


class Cells:
    """The cells that the host sends, while a thread hands the replies of sub-calls to whom they belong."""

    def __init__(self, on_reply):
        self._on_reply = on_reply
        self.restart()

    def restart(self):
        """Begins to read, in a copy of a process as well, which has no other thread."""
        self._waiting = SimpleQueue()
        _thread.start_new_thread(self._read, ())

    def next(self):
        """Waits for the next cell: its number and its fields."""
        return self._waiting.get()

    def _read(self):
        """The worker's life is the socket's: it ends when the host has gone or the socket is broken."""
        try:
            while True:
                kind, number, fields = read_frame()
                if kind == REPLY:
                    self._on_reply(number, fields)
                elif kind == CELL:
                    self._waiting.put((number, fields))
        except BaseException:
            pass
        _exit(70)
