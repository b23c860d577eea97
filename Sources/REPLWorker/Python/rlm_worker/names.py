"""The names a cell finds: which are the worker's, which the model's own, and what is put back after each cell.

*Reserved* names (the corpus, the calls, the ways to submit) are put back whenever a cell changes them. *Helpers*
(`files`, `grep`, modules, …) are put back when they were deleted or set to None; a value of the model's own may stand
in their place, since `lines = context.splitlines()` must work in the next cell too. `rlm.NAME` reaches every one.
"""
import builtins
import sys
import types

from _rlm_host import differences

MODULES = [
    "re", "json", "math", "collections", "itertools", "datetime", "random", "statistics", "functools", "textwrap",
    "string",
]  # fmt: skip


class Shown(str):
    """A text whose echo is the text itself."""

    __slots__ = ()

    def __repr__(self):
        return str(self)


class Names:
    """The namespace of all cells, which is also the module `__main__`."""

    def __init__(self):
        self.module = types.ModuleType("__main__")
        self.values = self.module.__dict__
        self.values["__builtins__"] = builtins
        self.values["history"] = self.history = []
        self._builtins = dict(vars(builtins))
        self._reserved = {}
        self._helpers = {"history": self.history}
        #: All of both.
        self._offered = dict(self._helpers)
        self._told = set()
        self._rlm = types.SimpleNamespace()
        self._always = set(self.values) | {"_", "answer"}
        sys.modules["__main__"] = self.module
        self.reserve({"SHOW_VARS": self.SHOW_VARS, "rlm": self._rlm})

    def reserve(self, names):
        """Adds names that no cell can take away."""
        self._reserved.update(names)
        self._offered.update(names)
        self.values.update(names)
        self._rlm.__dict__.update({name: value for name, value in names.items() if name != "rlm"})

    def offer(self, names):
        """Adds names that a cell may use for values of its own."""
        self._helpers.update(names)
        self._offered.update(names)
        self.values.update(names)
        self._rlm.__dict__.update(names)

    def add_for_host(self, name, function):
        """Adds a function, `rlm.NAME`, for cells that the host makes."""
        self._rlm.__dict__[name] = function

    def offer_modules(self):
        self.offer({name: __import__(name) for name in MODULES})

    def own(self):
        """The model's own variables, in order of their first assignment."""
        found = {name: self.values.get(name) for name in differences(self.values, self._offered)}
        return {name: value for name, value in found.items() if not (type(name) is str and self._is_ours(name, value))}

    def described(self, most=500):
        """Pairs of name and type of the model's own variables."""
        return [(str(name), type_name(value)) for name, value in list(self.own().items())[:most]]

    def is_helper(self, name):
        """Whether a name stands for what the worker offers, not for a value of the model's own."""
        known = self._reserved.get(name, self._helpers.get(name))
        return known is not None and self.values.get(name) is known or name in self._rlm.__dict__ and name not in self.values

    def near(self, name, most=4):
        """Names that someone may have meant who wrote one that is not there: the helpers', then the model's own."""
        from .suggestions import near_names

        offered = [known for known in {**self._helpers, **self._reserved} if known != "rlm" and not known.startswith("_")]
        return near_names(name, offered + list(self.own()), most)

    def SHOW_VARS(self):
        """Lists your variables with their types and sizes."""
        lines = [f"{name}: {type_name(value)}{size(value)}" for name, value in self.own().items()]
        return Shown("\n".join(lines) if lines else "No variables yet. Assign in a cell and they stay.")

    def restore(self):
        """Puts back what a cell took away; returns a sentence for each name that the model should know of."""
        if not self._reserved:
            raise RuntimeError("a cell has taken what the session itself needs")
        notes = []
        for name in differences(self._reserved, self.values):
            self.values[name] = self._reserved[name]
            notes.append(f"`{name}` is reserved and was put back; use another name for your own value.")
        for name in differences(self._helpers, self.values):
            current, value = self.values.get(name), self._helpers[name]
            if current is None:
                self.values[name] = value
            elif name not in self._told and not is_a(value, types.ModuleType):
                self._told.add(name)
                notes.append(f"`{name}` now holds your own value; the original is `rlm.{name}`.")
        for name in differences(self._helpers, self._rlm.__dict__):
            self._rlm.__dict__[name] = self._helpers[name]
        self.values["__builtins__"] = builtins
        self.values["__name__"] = "__main__"
        sys.modules["__main__"] = self.module
        return notes

    def keep_builtins(self):
        """Takes the builtins as they are for those to put back."""
        self._builtins = dict(vars(builtins))

    def restore_builtins(self):
        """Puts back the builtins; to be done first after a cell, since the standard library needs them."""
        current = vars(builtins)
        for name in differences(self._builtins, current):
            current[name] = self._builtins[name]

    def _is_ours(self, name, value):
        if name.startswith("_") or name in self._reserved or is_a(value, types.ModuleType):
            return True
        if name in self._helpers:
            return value is self._helpers[name]
        return name in self._always and (name != "answer" or is_a(value, dict))


def is_a(value, kind):
    """`isinstance` that runs no code of the value's own."""
    return kind in type.__dict__["__mro__"].__get__(type(value))


def type_name(value):
    """The type as a model knows it: a reply is a string."""
    return "str" if is_a(value, str) else type.__dict__["__name__"].__get__(type(value))


def size(value):
    """How long a value is, for those that are long."""
    kind = next((kind for kind in (str, bytes, list, tuple, dict, set, frozenset) if is_a(value, kind)), None)
    return f" ({kind.__len__(value):,})" if kind else ""
