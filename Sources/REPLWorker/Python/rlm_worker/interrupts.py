"""The end of a cell's time: a signal from the host that raises in the cell's main thread."""
import _signal
import _thread

from . import PREFIX
from .subcalls import Call
from .threads import Threads

SIGNAL = _signal.SIGUSR1

#: The worker's own code in which a cell waits.
_WAITING = {Call.wait.__code__, Threads.join.__code__, Threads.join_pools.__code__}


class CellTimeout(BaseException):
    """The cell ran longer than it may."""

    __module__ = "builtins"


class CellCame(BaseException):
    """A cell has come while something was done in its absence."""


class Interrupts:
    """Turns the host's signal into `CellTimeout` while a cell runs.

    The host repeats the signal until the cell ends, so one that comes while the worker's own code runs is left out.
    """

    def __init__(self, message):
        self._message = message
        self.running = False
        #: While nothing runs, something is done that a cell that comes interrupts.
        self.idling = False
        self.restore()

    def restore(self):
        """Takes the signals back that a cell has changed; the other ignored ones become errors of the call."""
        _signal.signal(SIGNAL, self._on_signal)
        for ignored in (_signal.SIGINT, _signal.SIGPIPE, _signal.SIGXFSZ):
            _signal.signal(ignored, _signal.SIG_IGN)
        _signal.pthread_sigmask(_signal.SIG_SETMASK, ())
        _signal.setitimer(_signal.ITIMER_REAL, 0)

    def cell_came(self):
        """Called on the reading thread."""
        if self.idling:
            _thread.interrupt_main(SIGNAL)

    def idle(self, work, is_wanted):
        """Does `work` until it ends or a cell comes; not at all unless `is_wanted` says that none has come."""
        try:
            self.idling = True
            if is_wanted():
                work()
            self.idling = False
        except CellCame:
            pass

    def _on_signal(self, number, frame):
        if self.idling:
            self.idling = False
            raise CellCame
        if self.running and may_be_left(frame):
            raise CellTimeout(self._message)


def may_be_left(frame):
    """Whether nothing stays half done when an exception ends what runs: not in the worker's own code, but where it waits."""
    if frame is None or not is_ours(frame):
        return True
    while frame is not None and is_ours(frame):
        if frame.f_code in _WAITING:
            return True
        frame = frame.f_back
    return False


def is_ours(frame):
    return frame.f_code.co_filename.startswith(PREFIX)
