"""What a rehearsal knows of the session's values: it reads them, and changes only copies of its own."""
from time import thread_time

from .plain import UNCHANGING, UNKNOWN, Unknown

_MOST_COPIED = 20_000
_MOST_OWNED = 2_000


class Stop(Exception):
    """The rehearsal cannot tell what the code does from here on."""


class Scope:
    """Names with their values in the rehearsal; `home` is where an assignment goes."""

    __slots__ = ("values", "outer", "home")

    def __init__(self, outer, values=None, inner=False):
        self.outer = outer
        self.values = {} if values is None else values
        self.home = outer.home if inner else self

    def find(self, name):
        scope = self
        while scope is not None:
            if name in scope.values:
                return scope.values[name]
            scope = scope.outer
        return UNKNOWN

    def assign(self, name, value):
        self.home.values[name] = value


def module_scope(values, builtins):
    """A scope over a module's variables, which stay as they are."""
    return Scope(Scope(Scope(None, builtins), values))


class Memory:
    """Values that the rehearsed code has changed: as copies where that can be repeated, as unknown where it cannot."""

    def __init__(self):
        self._copies = {}
        self._owned = {}
        #: Ids of values that are not what they were; those kept here and in the copies cannot be freed.
        self.changed = set()
        self._tainted = {}

    def current(self, value):
        """The value as the rehearsed code would find it now."""
        while id(value) in self.changed:
            if id(value) in self._tainted:
                return UNKNOWN
            value = self._copies[id(value)][1]
        return value

    def copy(self, value):
        """What to change in place of `value`; None when it has become unknown instead."""
        if id(value) in self._owned:
            return value
        if type(value) not in (list, dict, set) or len(value) > _MOST_COPIED:
            self.taint(value)
            return None
        copy = value.copy()
        self._copies[id(value)] = (value, copy)
        self._owned[id(copy)] = copy
        self.changed.add(id(value))
        return copy

    def own(self, value):
        """Says that `value` is the rehearsal's own, to be changed in place."""
        if len(self._owned) > _MOST_OWNED:
            raise Stop
        self._owned[id(value)] = value
        return value

    def taint(self, value):
        """Says that nothing is known of `value` any more, if it can change at all."""
        value = self.current(value)
        if type(value) is not Unknown and type(value) not in UNCHANGING:
            self._tainted[id(value)] = value
            self.changed.add(id(value))


class Allowance:
    """What a rehearsal may cost: steps and processor time, some to begin with and some for each call it finds."""

    _FIRST, _EACH = 20_000, 2_000
    _FIRST_SECONDS, _EACH_SECONDS = 0.5, 0.01

    def __init__(self):
        self._steps = self._FIRST
        self._seconds = self._FIRST_SECONDS

    def spend(self, steps=1):
        self._steps -= steps
        if self._steps < 0:
            raise Stop

    def timed(self, function, arguments, named):
        """Calls what may take long."""
        began = thread_time()
        try:
            return function(*arguments, **named)
        finally:
            self._seconds -= thread_time() - began
            if self._seconds < 0:
                raise Stop

    def extend(self):
        self._steps += self._EACH
        self._seconds += self._EACH_SECONDS
