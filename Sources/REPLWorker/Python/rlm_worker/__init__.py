"""The Python side of the worker.

The modules are compiled into the program; this one, run first, makes them importable. Each gets its own copy of the
builtins, so that code of a cell that replaces `len` or `print` breaks itself alone.
"""
import builtins
import gc
import posix
import sys
from _frozen_importlib import ModuleSpec
from _frozen_importlib_external import MAGIC_NUMBER
from _imp import source_hash
from marshal import dumps, loads

import _rlm_host

PREFIX = "<rlm_worker."


def _compiled(sources):
    """The modules' code: from the file beside the program that an earlier run has left there, as Python leaves its
    own, else compiled, which takes longer than all else at the start, and left there if that may be."""
    path = posix.readlink("/proc/self/exe") + "." + sys.implementation.cache_tag
    head = MAGIC_NUMBER + source_hash(int.from_bytes(MAGIC_NUMBER, "little"), "\0".join(sources.values()).encode())
    try:
        with open(path, "rb") as file:
            data = file.read()
        if data.startswith(head):
            return loads(memoryview(data)[len(head) :])
    except (OSError, EOFError, ValueError, TypeError):
        pass
    codes = {
        name: compile(source, f"{PREFIX}{name}>", "exec", dont_inherit=True) for name, source in sources.items()
    }
    _leave(path, head + dumps(codes))
    return codes


def _leave(path, data):
    """Writes a file at once or not at all; a folder that may not be written to has none."""
    try:
        own = f"{path}.{posix.getpid()}"
        with open(own, "xb") as file:
            file.write(data)
        posix.rename(own, path)
    except OSError:
        pass


class _Loader:
    """Finds and runs the modules of this package that the program carries."""

    def __init__(self, codes):
        self._codes = codes
        self._builtins = dict(vars(builtins))

    def find_spec(self, name, path=None, target=None):
        package, _, module = name.partition(".")
        if package != __name__ or module not in self._codes:
            return None
        return ModuleSpec(name, self, origin=f"{PREFIX}{module}>")

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        name = module.__name__.partition(".")[2]
        module.__dict__["__builtins__"] = self._builtins
        exec(self._codes[name], module.__dict__)


# Nothing that is imported goes away, so there is nothing to look for; `warm` puts it on again.
gc.disable()
__path__ = []
sys.meta_path.insert(0, _Loader(_compiled(_rlm_host.sources())))
