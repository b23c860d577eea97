"""Cells that use `await` outside of functions: one event loop that lives from cell to cell."""


class Loop:
    """Made when the first cell needs it; asyncio is slow to import."""

    def __init__(self):
        self._runner = None

    def run(self, coroutine):
        import asyncio

        if self._runner is None or self._runner.get_loop().is_closed():
            self._runner = asyncio.Runner()
        try:
            return self._runner.run(coroutine)
        except Exception:
            raise
        except BaseException:
            # The interrupted task would go on in the next cell: its loop is left behind.
            self._runner = None
            raise
