"""Thread pools wide enough for calls to models.

By itself a pool, and so `asyncio.to_thread`, is as wide as the machine has processors and four more: far fewer than
the calls that may be under way at once.
"""
import sys
from _frozen_importlib_external import PathFinder

_MODULE = "concurrent.futures.thread"


class Executors:
    """Gives pools that are made without a width one of `width`; does so when a cell first imports them."""

    def __init__(self, width):
        self._width = width
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

        def __init__(self, max_workers=None, *arguments, **named):
            original(self, width if max_workers is None else max_workers, *arguments, **named)

        pool.__init__ = __init__
        return result
