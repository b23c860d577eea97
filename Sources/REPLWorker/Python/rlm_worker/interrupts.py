"""The end of a cell's time: a signal from the host that raises in the cell's main thread."""
import signal

from . import PREFIX
from .subcalls import Call

SIGNAL = signal.SIGUSR1


class CellTimeout(BaseException):
    """The cell ran longer than it may."""

    __module__ = "builtins"


class Interrupts:
    """Turns the host's signal into `CellTimeout` while a cell runs.

    The host repeats the signal until the cell ends, so one that comes while the worker's own code runs is left out.
    """

    def __init__(self, message):
        self._message = message
        self.running = False
        self.restore()

    def restore(self):
        signal.signal(SIGNAL, self._on_signal)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGPIPE, signal.SIG_IGN)
        if signal.getitimer(signal.ITIMER_REAL)[0]:
            signal.setitimer(signal.ITIMER_REAL, 0)

    def _on_signal(self, number, frame):
        ours = frame is not None and frame.f_code.co_filename.startswith(PREFIX)
        if self.running and (not ours or frame.f_code is Call.wait.__code__):
            raise CellTimeout(self._message)
