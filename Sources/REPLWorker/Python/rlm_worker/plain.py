"""Values whose every operation is known: reading, comparing and printing them runs no code of a cell's own.

A rehearsal computes with these values and with stand-ins for what it cannot know; see `rehearsal`.
"""
import re
import types
from _collections_abc import ItemsView, KeysView, ValuesView
from abc import ABCMeta

from .corpus import Files
from .hits import Hit, Hits
from .subcalls import Reply, SubcallFailure

#: Texts of the worker's own making; they behave as `str` does.
TEXTS = frozenset({str, Reply, SubcallFailure, Hit})
SCALARS = TEXTS | {int, float, bool, complex, bytes, type(None), type(...), range}
SEQUENCES = frozenset({list, tuple, set, frozenset, Hits})
_VIEWS = frozenset({type({}.keys()), type({}.values()), type({}.items())})
_FILE_VIEWS = frozenset({KeysView, ItemsView, ValuesView})
MATCHING = frozenset({re.Pattern, re.Match})
#: What cannot change, whoever has it.
UNCHANGING = SCALARS | MATCHING | {
    tuple, frozenset, Files, types.FunctionType, types.BuiltinFunctionType, types.MethodType, types.ModuleType, type,
}  # fmt: skip

MOST_ELEMENTS = 100_000
_DEEPEST = 12
#: The flag of a class that a `class` statement has made, and the methods by which it may compute its attributes.
_DEFINED_IN_PYTHON = 1 << 9
_READING = frozenset(["__getattribute__", "__getattr__"])


class Unknown:
    """Stands for a value that a rehearsal cannot know; `text` is True for what is a string in any case."""

    __slots__ = ("text",)

    def __init__(self, text):
        self.text = text


#: Anything; and a reply or what was made of one, which is a string.
UNKNOWN, TEXT = Unknown(False), Unknown(True)


class Own:
    """An iterator that a rehearsal has made itself, and so may use up."""

    __slots__ = ("items",)

    def __init__(self, items):
        self.items = items


class Lambda:
    """A function that was defined within the rehearsed code."""

    __slots__ = ("node", "scope", "defaults")

    def __init__(self, node, scope, defaults):
        self.node = node
        self.scope = scope
        self.defaults = defaults


def is_foreign(value):
    """True for instances of classes whose class has ways of its own: even to look such a class up runs them."""
    maker = type(type(value))
    return maker is not type and maker is not ABCMeta


def has_destructor(value):
    """True when somebody is told of the end of the value's life, which a rehearsal must not put off."""
    return is_foreign(value) or any("__del__" in vars(base) for base in type(value).__mro__)


def is_unknown(value):
    return type(value) is Unknown


def is_view(value):
    """True for `keys()`, `values()` and `items()` of a dict or of the corpus's files."""
    kind = type(value)
    return kind in _VIEWS or kind in _FILE_VIEWS and type(value._mapping) is Files


def plain(value, changed, room=None, depth=0):
    """True when the value and all that is in it is plain; `changed` holds the ids of values that are not to be read."""
    kind = type(value)
    if is_foreign(value):
        return False
    if kind in SCALARS:
        return True
    if id(value) in changed or depth > _DEEPEST:
        return False
    room = [MOST_ELEMENTS] if room is None else room
    if kind in SEQUENCES:
        room[0] -= len(value)
        return room[0] >= 0 and all([plain(element, changed, room, depth + 1) for element in value])
    if kind is dict:
        room[0] -= 2 * len(value)
        return room[0] >= 0 and all(
            [plain(key, changed, room, depth + 1) and plain(held, changed, room, depth + 1) for key, held in value.items()]
        )
    if kind is slice:
        return all([type(part) in (int, type(None)) for part in (value.start, value.stop, value.step)])
    return kind is Files or kind in MATCHING


def truth(value):
    """`bool(value)`; UNKNOWN when that could run code."""
    kind = type(value)
    if kind in SCALARS or kind in SEQUENCES or kind is dict or kind is Files or is_view(value):
        return len(value) > 0 if kind is Hits or kind is Files else bool(value)
    if kind in UNCHANGING or kind in (Own, Lambda):
        return True
    return UNKNOWN


def attribute(value, name):
    """What `value.name` is, for values whose attributes are only stored; UNKNOWN otherwise."""
    kind = type(value)
    if kind is types.ModuleType or kind is types.SimpleNamespace:
        return vars(value).get(name, UNKNOWN)
    if kind is Hit:
        return getattr(value, name) if name in ("place", "role") or name in vars(value) else UNKNOWN
    if kind is Hits:
        return vars(value).get(name, UNKNOWN)
    if isinstance(value, type):
        return _class_attribute(value, name)
    return _instance_attribute(value, kind, name)


def _class_attribute(value, name):
    if type(value) is not type:
        return UNKNOWN
    for base in value.__mro__:
        if name in vars(base):
            found = vars(base)[name]
            return UNKNOWN if hasattr(type(found), "__get__") else found
    return UNKNOWN


def _instance_attribute(value, kind, name):
    """A stored attribute of an instance of a class that leaves the reading of attributes to Python."""
    if type(kind) is not type:
        return UNKNOWN
    if kind in SCALARS and not hasattr(kind, name):
        raise AttributeError(name)
    for base in kind.__mro__:
        if base.__flags__ & _DEFINED_IN_PYTHON and not vars(base).keys().isdisjoint(_READING):
            return UNKNOWN
    for base in kind.__mro__:
        found = vars(base).get(name)
        if found is not None:
            if type(found) in (types.MemberDescriptorType, _FIELD):
                return getattr(value, name)
            return UNKNOWN if hasattr(type(found), "__get__") else _stored(value, name, found)
    return _stored(value, name, UNKNOWN)


def _stored(value, name, otherwise):
    try:
        stored = object.__getattribute__(value, "__dict__")
    except AttributeError:
        return otherwise
    return stored.get(name, otherwise) if type(stored) is dict else UNKNOWN


def _field_type():
    """The type of a named tuple's fields."""
    from collections import namedtuple

    return type(vars(namedtuple("_", "a"))["a"])


_FIELD = _field_type()
