"""Event loops: the one of cells that use `await` outside of functions, and those that threads run."""
import sys


class Loop:
    """Lives from cell to cell, and runs only while one awaits; made when the first needs it, as asyncio is slow to import."""

    def __init__(self):
        self._runner = None
        self._has_run = False

    def run(self, coroutine):
        import asyncio

        if self._runner is None or self._runner.get_loop().is_closed():
            self._runner = asyncio.Runner()
        self._has_run = True
        try:
            return self._runner.run(coroutine)
        except Exception:
            raise
        except BaseException:
            # The interrupted task would go on in the next cell: its loop is left behind.
            self._runner = None
            raise

    def unfinished(self):
        """How many tasks have not come to their end; 0 when they have not run since the last call."""
        asyncio = sys.modules.get("asyncio")
        has_run, self._has_run = self._has_run, False
        return len(asyncio.all_tasks(self._runner.get_loop())) if has_run and self._runner and asyncio else 0


def endless_loop(frame):
    """The event loop that a thread runs until it is told to stop; None when it does something else."""
    base = sys.modules.get("asyncio.base_events")
    if base is None:
        return None
    endless, bounded = base.BaseEventLoop.run_forever.__code__, base.BaseEventLoop.run_until_complete.__code__
    while frame is not None:
        if frame.f_code is endless:
            is_bounded = frame.f_back is not None and frame.f_back.f_code is bounded
            return None if is_bounded else frame.f_locals["self"]
        frame = frame.f_back
    return None
