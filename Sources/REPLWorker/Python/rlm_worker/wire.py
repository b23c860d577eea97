"""Frames between this worker and its host: their types, and the thread that reads them.

A frame is a type, a number that ties an answer to its question, and a list of byte strings; a text is sent as UTF-8.
"""
import _thread
from _queue import Empty, SimpleQueue
from os import _exit

from _rlm_host import read_frame, read_frames, write_frame, write_frames

# From the host.
SETUP, CELL, REPLY, KEEP = 1, 2, 3, 4
# To the host.
READY, DONE, SUBCALL, LOADED, WITHDRAW, ASKED, KEPT, RESTORED = range(16, 24)

#: A frame's payload that the host accepts; a longer one ends the worker.
LONGEST = 64 << 20

#: Seconds without a cell after which the worker has time for something else.
PAUSE = 0.15

__all__ = [
    "ASKED", "CELL", "DONE", "KEEP", "KEPT", "LOADED", "LONGEST", "READY", "REPLY", "RESTORED", "SETUP", "SUBCALL",
    "WITHDRAW", "Cells",
    "read_frame", "write_frame", "write_frames",
]  # fmt: skip


class Cells:
    """The cells that the host sends, while a thread hands the replies of sub-calls to whom they belong."""

    def __init__(self, on_replies, on_cell):
        self._on_replies = on_replies
        self._on_cell = on_cell
        self.restart()

    def restart(self):
        """Begins to read, in a copy of a process as well, which has no other thread."""
        self._waiting = SimpleQueue()
        _thread.start_new_thread(self._read, ())

    def next(self, idle=None):
        """Waits for the next cell: its number and its fields; None when the state is to be kept.

        After a moment without one, `idle` is called, which has to return when `on_cell` tells that one has come.
        """
        if idle is not None:
            try:
                return self._waiting.get(timeout=PAUSE)
            except Empty:
                idle()
        return self._waiting.get()

    @property
    def is_empty(self):
        return self._waiting.empty()

    def _read(self):
        """The worker's life is the socket's: it ends when the host has gone or the socket is broken."""
        try:
            while True:
                replies = []
                for kind, number, fields in read_frames():
                    if kind == REPLY:
                        replies.append((number, fields))
                    elif kind == KEEP:
                        self._waiting.put(None)
                    elif kind == CELL:
                        self._waiting.put((number, fields))
                        self._on_cell()
                if replies:
                    self._on_replies(replies)
        except BaseException:
            pass
        _exit(70)
