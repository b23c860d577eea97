"""How many threads a cell may start, and those that outlive it."""
import _thread
import threading
from time import monotonic

_start = _thread.start_new_thread


class Threads:
    """Bounds the threads of the process and knows which ones the model's code has started."""

    def __init__(self, most):
        self._most = most
        threading.stack_size(2 << 20)
        self.restore()

    def restore(self):
        _thread.start_new_thread = self._start
        _thread.start_new = self._start
        threading._start_new_thread = self._start
        threading.settrace(None)
        threading.setprofile(None)
        threading.excepthook = threading.__excepthook__

    def outliving(self, seconds):
        """Waits a moment for the threads of a cell to end; returns how many go on."""
        deadline = monotonic() + seconds
        main = threading.main_thread()
        for thread in threading.enumerate():
            if thread is not main and not thread.daemon:
                thread.join(max(0, deadline - monotonic()))
        return sum(thread is not main for thread in threading.enumerate())

    def _start(self, *arguments):
        if _thread._count() >= self._most:
            raise RuntimeError(f"can't start new thread: at most {self._most} may run at once")
        return _start(*arguments)
