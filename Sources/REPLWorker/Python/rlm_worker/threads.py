"""How many threads a cell may start, and the end of those that would outlive it."""
import _thread
import sys
import threading
from time import monotonic, sleep

from _rlm_host import end_thread

from .coroutines import endless_loop
from .wire import Cells

_start = _thread.start_new_thread
_current_frames = sys._current_frames
_reading = Cells._read.__code__

#: Seconds between two looks at threads that are waited for.
_PAUSE = 0.002


class Threads:
    """Bounds the threads of the process, and waits for those of a cell or ends them.

    `executors` knows which threads wait for work of a pool: they are left alone, and are there for the next cell.
    """

    def __init__(self, most, executors):
        self._most = most
        self._executors = executors
        #: Those that could not be ended, by their idents.
        self._endless = set()
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
        """Waits as the end of a program does: for what pools have to do, and for all threads but daemons."""
        while self._waited_for():
            sleep(_PAUSE)

    def join_pools(self):
        """Waits for what pools have to do: a cell that failed may have asked for more than it has seen."""
        while self._executors.at_work(_current_frames()):
            sleep(_PAUSE)

    def end(self, seconds):
        """Ends the threads that go on after a cell; returns how many have ended, and how many have not in that time."""
        for ident in self._endless:
            end_thread(ident)
        # Some are about to end by themselves.
        left = self._going_on_after(0.05)
        if not left:
            return 0, 0
        self._executors.drop()
        ended = len(left)
        for ident, frame in left.items():
            end_thread(ident)
            loop = endless_loop(frame)
            if loop is not None:
                loop._write_to_self()  # It sleeps until something happens.
        del frame, loop
        left = self._going_on_after(seconds)
        self._endless |= left.keys()
        self._executors.mend()
        return max(0, ended - len(left)), len(left)

    def _going_on_after(self, seconds):
        """The threads that still go on after a while; waits no longer than there are any."""
        deadline = monotonic() + seconds
        while (left := self._going_on()) and monotonic() < deadline:
            left = None  # Frames keep what they hold.
            sleep(_PAUSE)
        return left

    def _waited_for(self):
        going_on = self._going_on()
        return any(
            not thread.daemon and thread.ident in going_on and endless_loop(going_on[thread.ident]) is None
            for thread in threading.enumerate()
        )

    def _going_on(self):
        """The frames of the threads that cells have started, by ident.

        Those of pools that wait for work are left out, and those that could not be ended.
        """
        frames = _current_frames()
        self._endless &= frames.keys()
        at_work = self._executors.at_work(frames)
        spared = self._endless | self._executors.threads() - at_work | {threading.main_thread().ident}
        return {ident: frame for ident, frame in frames.items() if ident not in spared and not is_reader(frame)}

    def _start(self, *arguments):
        if _thread._count() >= self._most:
            raise RuntimeError(f"can't start new thread: at most {self._most} may run at once")
        ident = _start(*arguments)
        self._endless.discard(ident)  # The number of one that has ended is given to others.
        return ident


def is_reader(frame):
    """Whether a thread is the one that reads what the host sends."""
    while frame.f_back is not None:
        frame = frame.f_back
    return frame.f_code is _reading
