"""Functions and methods that only compute: a rehearsal may call them on plain values."""
import builtins
import math
import posixpath
import re
import textwrap
import json

from .corpus import Files
from .hits import Hits
from .plain import SEQUENCES, TEXTS, is_view

_TEXT = frozenset(
    "capitalize casefold center count encode endswith expandtabs find format index isalnum isalpha isascii isdecimal "
    "isdigit isidentifier islower isnumeric isprintable isspace istitle isupper join ljust lower lstrip partition "
    "removeprefix removesuffix replace rfind rindex rjust rpartition rsplit rstrip split splitlines startswith strip "
    "swapcase title translate upper zfill".split()
)
#: Methods of a text that never fail and give a text, whatever the text is.
HARMLESS = frozenset("capitalize casefold expandtabs lower lstrip replace rstrip strip swapcase title upper".split())
_SET = frozenset("copy difference intersection isdisjoint issubset issuperset symmetric_difference union".split())

METHODS = {
    **{kind: _TEXT for kind in TEXTS},
    bytes: frozenset("count decode endswith find index join lower replace split splitlines startswith strip".split()),
    list: frozenset(["copy", "count", "index"]),
    Hits: frozenset(["count", "header", "index"]),
    tuple: frozenset(["count", "index"]),
    dict: frozenset("copy get items keys values".split()),
    Files: frozenset("get items keys values".split()),
    set: _SET,
    frozenset: _SET,
    int: frozenset(["bit_length"]),
    float: frozenset(["is_integer"]),
    re.Match: frozenset("end group groupdict groups span start".split()),
    re.Pattern: frozenset("findall finditer fullmatch match search split sub".split()),
}

#: Methods that change the value they are called on, in ways that a rehearsal repeats on a copy.
CHANGING = {
    list: frozenset("append clear extend insert pop remove reverse sort".split()),
    dict: frozenset("clear pop setdefault update".split()),
    set: frozenset("add clear difference_update discard intersection_update remove update".split()),
}

#: Builtins that look at nothing but the argument's length or kind, not at what is in it.
SHALLOW = [builtins.len, builtins.type, builtins.isinstance, builtins.range, builtins.callable]
#: Builtins that take all that an iterator has, in order, and do nothing to it but keep it.
COLLECTING = [builtins.list, builtins.tuple]
#: Builtins that go through an iterable as they are gone through themselves.
LAZY = [builtins.enumerate, builtins.zip, builtins.reversed, builtins.iter]
_DEEP = [
    builtins.str, builtins.int, builtins.float, builtins.bool, builtins.repr, builtins.min, builtins.max, builtins.sum,
    builtins.sorted, builtins.set, builtins.frozenset, builtins.dict, builtins.abs, builtins.round, builtins.divmod,
    builtins.ord, builtins.chr, builtins.any, builtins.all, builtins.format, builtins.hex, builtins.bin, builtins.slice,
    json.dumps, textwrap.dedent, textwrap.shorten, textwrap.indent, textwrap.wrap, textwrap.fill, re.escape,
    posixpath.basename, posixpath.dirname, posixpath.join, posixpath.splitext, posixpath.split, posixpath.normpath,
    math.ceil, math.floor, math.sqrt, math.log, math.log2, math.log10, math.gcd, math.isclose, math.fsum, math.prod,
]  # fmt: skip
_PATTERNS = [re.findall, re.fullmatch, re.match, re.search, re.split, re.sub, re.finditer, re.compile]

#: Functions that use up an iterable as a whole, so that every call to a model in it is made.
CONSUMERS = frozenset("list tuple set frozenset dict sum sorted min max".split())

#: What a pattern must not have: `re` would warn of it, and once only.
_WARNED = re.compile(r"\[\^?\[|--|&&|~~|\|\|")
_LARGEST = 64 << 20


class Known:
    """The functions that a rehearsal may call, by identity; made before the first cell, which could replace some."""

    def __init__(self, helpers=()):
        self.shallow = by_id(SHALLOW)
        self.collecting = by_id(COLLECTING)
        self.lazy = by_id(LAZY)
        self.patterns = by_id(_PATTERNS)
        self.deep = by_id([*_DEEP, *helpers])
        self.helpers = by_id(helpers)
        self.map = builtins.map
        self.silent = by_id([builtins.print])
        self.short = by_id([builtins.any, builtins.all])

    def is_pure(self, function):
        place = id(function)
        return place in self.deep or place in self.shallow or place in self.collecting


def by_id(functions):
    """Keeps the functions, so that their ids stay theirs."""
    return {id(function): function for function in functions}


def pattern_is_quiet(arguments, named):
    """True for a pattern that compiles without a warning, and a replacement that is a text."""
    pattern = arguments[0] if arguments else named.get("pattern")
    if type(pattern) is str and _WARNED.search(pattern):
        return False
    return type(pattern) in (str, re.Pattern)


def is_quiet(value):
    """True for what a helper may be given as a pattern or a path without a warning of `re`; hits are neither."""
    return type(value) is not str or not _WARNED.search(value)


def too_large(left, right):
    """True when the product of the two would be of a size that no prompt has."""
    if type(left) is int and type(right) is int:
        return left.bit_length() + right.bit_length() > 4096
    if type(left) is int:
        left, right = right, left
    return type(right) is int and hasattr(left, "__len__") and len(left) * right > _LARGEST


def too_many_digits(left, right):
    """True where a power or a shift of whole numbers would be long, which `10**9` and `1 << 20` are not."""
    if not isinstance(left, int) or not isinstance(right, int) or right < 0:
        return False
    return right > 4096 or left.bit_length() * right > 4096


def can_be_iterated(value):
    kind = type(value)
    return kind in SEQUENCES or kind in TEXTS or kind in (dict, range, bytes, Files) or is_view(value)
