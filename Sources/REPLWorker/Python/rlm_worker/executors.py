"""Thread pools wide enough for calls to models.

By itself a pool, and so `asyncio.to_thread`, is as wide as the machine has processors and four more: far fewer than
the calls that may be under way at once.
"""
import sys
from _frozen_importlib_external import PathFinder
from weakref import WeakSet

_MODULE = "concurrent.futures.thread"


class Executors:
    """Gives pools that are made without a width one of `width`; does so when a cell first imports them."""

    def __init__(self, width):
        self._width = width
        self._pools = WeakSet()
        sys.meta_path.insert(0, self)

    def find_spec(self, name, path=None, target=None):
        if name != _MODULE:
            return None
        sys.meta_path.remove(self)
        spec = PathFinder.find_spec(name, path, target)
        if spec is not None:
            execute = spec.loader.exec_module
            spec.loader.exec_module = lambda module: self._widen(execute(module), module)
        return spec

    def _widen(self, result, module):
        pool = module.ThreadPoolExecutor
        original = pool.__init__
        width = self._width
        pools = self._pools

        def __init__(self, max_workers=None, *arguments, **named):
            original(self, width if max_workers is None else max_workers, *arguments, **named)
            pools.add(self)

        pool.__init__ = __init__
        return result

    def restart(self):
        """Has the pools start threads anew, in a copy of a process, where theirs are gone."""
        for pool in list(self._pools):
            fresh = type(pool)(pool._max_workers)
            for name in ("_threads", "_idle_semaphore", "_shutdown_lock", "_work_queue"):
                setattr(pool, name, getattr(fresh, name))
