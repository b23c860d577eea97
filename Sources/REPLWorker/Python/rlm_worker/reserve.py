"""Memory set aside, so that a session whose cells have used up all of it can still be talked to."""
import mmap

_BYTES = 16 << 20


class Reserve:
    """Is given up when memory runs out, and taken again as soon as there is enough."""

    def __init__(self):
        self._memory = None
        self.refill()

    def release(self):
        """Lets cells have the reserve: enough to run `del` and to print."""
        if self._memory is not None:
            self._memory.close()
            self._memory = None

    def refill(self):
        """Takes the reserve again; returns a sentence for the model when there is not enough memory for that."""
        if self._memory is not None:
            return []
        try:
            self._memory = mmap.mmap(-1, _BYTES, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
            return []
        except (OSError, MemoryError, ValueError):
            return ["memory is used up; `del` what you do not need (SHOW_VARS() lists it) before you go on."]
