"""How many threads a cell may start, and the end of those that would outlive it."""
import _thread
import sys
import threading
from time import monotonic
from weakref import WeakSet

from _rlm_host import end_thread

_start = _thread.start_new_thread


class Threads:
    """Bounds the threads of the process and knows which ones the model's code has started."""

    def __init__(self, most):
        self._most = most
        self._endless = WeakSet()
        threading.stack_size(2 << 20)
        self.restore()

    def restore(self):
        _thread.start_new_thread = self._start
        _thread.start_new = self._start
        threading._start_new_thread = self._start
        threading.settrace(None)
        threading.setprofile(None)
        threading.excepthook = threading.__excepthook__

    def join(self):
        """Waits as the end of a program does: for all threads but daemons, those of pools and those that cannot be ended."""
        for thread in self._others():
            if not thread.daemon:
                thread.join()

    def end(self, seconds):
        """Ends the threads that go on after a cell; returns how many have ended, and how many have not in that time."""
        going_on = self._others()
        deadline = monotonic() + seconds
        for thread in going_on:
            end_thread(thread.ident)
        for thread in going_on:
            try:
                thread.join(max(0, deadline - monotonic()))
            except (AssertionError, RuntimeError):
                pass  # Not one that was made by Python.
        left = [thread for thread in going_on if thread.is_alive()]
        self._endless.update(left)
        return len(going_on) - len(left), len(left)

    def _others(self):
        """The threads that cells have started, without those of pools, which wait for work, and those found endless."""
        pools = sys.modules.get("concurrent.futures.thread")
        known = set(pools._threads_queues) if pools else set()
        known.add(threading.main_thread())
        return [thread for thread in threading.enumerate() if thread not in known and thread not in self._endless]

    def _start(self, *arguments):
        if _thread._count() >= self._most:
            raise RuntimeError(f"can't start new thread: at most {self._most} may run at once")
        return _start(*arguments)
