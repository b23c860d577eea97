"""What a rehearsal knows of the session's values: it reads them, and changes only copies of its own."""
from sys import getrefcount
from time import thread_time

from .plain import UNCHANGING, UNKNOWN, Unknown, is_foreign

_MOST_COPIED = 20_000
_MOST_OWNED = 2_000
_SMALL = 64
#: References to a value that `_let_go` sees when only a copy's entry holds it: the entry, its variable, an argument.
_OWN_REFERENCES = 3


class Stop(Exception):
    """The rehearsal cannot tell what the code does from here on."""


class Scope:
    """Names with their values in the rehearsal; `home` is where an assignment goes, None for the scope itself."""

    __slots__ = ("values", "outer", "home")

    def __init__(self, outer, values=None, inner=False):
        self.outer = outer
        self.values = {} if values is None else values
        self.home = (outer.home or outer) if inner else None

    def find(self, name):
        scope = self
        while scope is not None:
            if name in scope.values:
                return scope.values[name]
            scope = scope.outer
        return UNKNOWN

    def assign(self, name, value):
        (self.home or self).values[name] = value


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
        #: Large dicts and sets whose keys were all found plain, by id, with their sizes then.
        self._looked_through = {}

    def current(self, value):
        """The value as the rehearsed code would find it now."""
        if is_foreign(value):
            return UNKNOWN
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
        if len(self._owned) > _MOST_OWNED:
            self._let_go()
        copy = value.copy()
        self._copies[id(value)] = (value, copy)
        self._owned[id(copy)] = copy
        self.changed.add(id(value))
        if id(value) in self._looked_through:
            self._looked_through[id(copy)] = (copy, len(copy))
        return copy

    def _let_go(self):
        """Forgets the copies of values that nobody else has any more."""
        for place, (value, copy) in list(self._copies.items()):
            if getrefcount(value) <= _OWN_REFERENCES:
                del self._copies[place], self._owned[id(copy)]
                self._looked_through.pop(id(copy), None)
                self.changed.discard(place)
        if len(self._owned) > _MOST_OWNED // 2:
            raise Stop

    def keys_are_plain(self, container, check):
        """True when looking something up in a dict or a set compares plain values only."""
        _, size = self._looked_through.get(id(container), (None, -1))
        if size == len(container) or size >= 0 and id(container) in self._owned:
            return True
        found = check(container)
        if found and len(container) > _SMALL:
            self._looked_through[id(container)] = (container, len(container))
        return found

    def taint(self, value):
        """Says that nothing is known of `value` any more, if it can change at all."""
        value = self.current(value)
        if type(value) is not Unknown and type(value) not in UNCHANGING:
            self._tainted[id(value)] = value
            self.changed.add(id(value))


class Allowance:
    """What a rehearsal may cost: steps and processor time, some to begin with and some for each call it finds."""

    _FIRST, _EACH = 20_000, 2_000
    _FIRST_SECONDS, _EACH_SECONDS = 0.5, 0.05

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
