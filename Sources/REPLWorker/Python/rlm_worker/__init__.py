"""The Python side of the worker.

The modules are compiled into the program; this one, run first, makes them importable. Each gets its own copy of the
builtins, so that code of a cell that replaces `len` or `print` breaks itself alone.
"""
import builtins
import sys
from _frozen_importlib import ModuleSpec

import _rlm_host

PREFIX = "<rlm_worker."


class _Loader:
    """Finds and runs the modules of this package that the program carries."""

    def __init__(self, sources):
        self._sources = sources
        self._builtins = dict(vars(builtins))

    def find_spec(self, name, path=None, target=None):
        package, _, module = name.partition(".")
        if package != __name__ or module not in self._sources:
            return None
        return ModuleSpec(name, self, origin=f"{PREFIX}{module}>")

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        name = module.__name__.partition(".")[2]
        module.__dict__["__builtins__"] = self._builtins
        exec(compile(self._sources[name], f"{PREFIX}{name}>", "exec", dont_inherit=True), module.__dict__)


__path__ = []
sys.meta_path.insert(0, _Loader(_rlm_host.sources()))
