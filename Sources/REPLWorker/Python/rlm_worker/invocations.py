"""Calls in a rehearsal: of models, of pure functions and methods, of functions that cells have defined."""
import ast
import builtins
import types

from . import plain as plainness
from .memory import Scope, Stop
from .plain import TEXT, UNKNOWN, Lambda, Own, is_unknown
from .pure import CHANGING, HARMLESS, METHODS, can_be_iterated, is_quiet, pattern_is_quiet

#: Methods that look at the elements of what they are called on.
_COMPARING = frozenset({"count", "index", "difference", "intersection", "isdisjoint", "issubset", "issuperset",
                        "symmetric_difference", "union"})  # fmt: skip
_CALM = METHODS[str] - {"center", "encode", "format", "index", "join", "ljust", "rindex", "rjust", "translate", "zfill"}
_SEARCHING = frozenset("count endswith find index rfind rindex startswith".split())
#: Characters of a text of which a rehearsal makes another one, for as long as it needs that.
_LONGEST_CHANGED = 16 << 20
_DEEPEST = 12
_MOST_FOUND, _MOST_CHARACTERS = 10_000, 32 << 20


class Invocations:
    """Gives the value of a call, and takes down the calls of models whose prompts are known."""

    def see_Call(self, node, scope, awaited=False):
        if isinstance(node.func, ast.Attribute):
            base = self.value(node.func.value, scope)
            if type(base) in METHODS or is_unknown(base):
                return self._call_method(base, node.func.attr, node, scope)
            function = plainness.attribute(base, node.func.attr)
            if is_unknown(function):
                return self._call_foreign(base, node.func.attr, node, scope)
        else:
            function = self.value(node.func, scope)
            if is_unknown(function):
                raise Stop
        whole = self.is_consumer(function)
        arguments, named = self._arguments(node, scope, whole)
        return self.invoke(function, arguments, named, awaited)

    def is_consumer(self, function):
        known = self.stage.known
        return known.is_pure(function) or id(function) in known.lazy

    def _arguments(self, node, scope, whole):
        """The arguments; None in place of the positional ones when a starred one is unknown."""
        short = whole and id(self.memory.current(self.look(node.func, scope))) in self.stage.known.short
        values, known = [], True
        for argument in node.args:
            if isinstance(argument, ast.Starred):
                items = self.items(self.value(argument.value, scope))
                known = known and items is not None
                values.extend(self.listed(items) if known else ())
            elif whole and isinstance(argument, ast.GeneratorExp) and not (short and self.stage.asks(argument)):
                values.append(self._generated(argument, scope))
            elif whole and not short and self._is_map(argument, scope):
                values.append(self._mapped(argument, scope))
            else:
                values.append(self.value(argument, scope))
        named = {keyword.arg: self.value(keyword.value, scope) for keyword in node.keywords}
        if None in named:
            known = False
        return (values if known else None), named

    def _generated(self, node, scope):
        made = self.comprehended(node, scope, [node.elt])
        return made if is_unknown(made) else Own(iter(made))

    def _is_map(self, node, scope):
        return (
            isinstance(node, ast.Call) and len(node.args) == 2 and not node.keywords
            and isinstance(node.func, ast.Name) and scope.find(node.func.id) is self.stage.known.map
        )  # fmt: skip

    def _mapped(self, node, scope):
        function, items = self.value(node.args[0], scope), self.items(self.value(node.args[1], scope))
        if is_unknown(function):
            raise Stop
        if items is None:
            self.disturb_function(function)
            return UNKNOWN
        return Own(iter([self.invoke(function, [item], {}) for item in self.listed(items)]))

    def invoke(self, function, arguments, named, awaited=False):
        known, place = self.stage.known, id(function)
        if place in self.stage.queries:
            return self._ask(function, arguments, named, awaited)
        if place in known.silent:
            return None
        if arguments is not None:
            if place in known.lazy:
                return self._call_lazy(function, arguments, named)
            if place in known.collecting and not named and len(arguments) == 1:
                items = self.items(arguments[0])
                return UNKNOWN if items is None else function(self.listed(items))
            if place in known.shallow:
                return self._call_shallow(function, arguments, named)
            if place in known.deep or place in known.patterns:
                return self._call_pure(function, arguments, named)
            made = self._call_known(function, arguments, named)
            if made is not None:
                return made[0]
        return self._call_opaque(function, arguments, named)

    def _ask(self, function, arguments, named, awaited):
        form, several, needs_await = self.stage.queries[id(function)]
        unanswered = UNKNOWN if several else TEXT
        if needs_await and not awaited:
            return UNKNOWN
        if arguments is None or not self.plain(*arguments, *named.values()):
            return unanswered
        calls = form(*arguments, **named)
        for call in calls:
            self.found.append(call)
            self.size += len(call[1]) + len(call[2] or "")
            self.allowance.extend()
            if len(self.found) > _MOST_FOUND or self.size > _MOST_CHARACTERS:
                raise Stop
        return [TEXT] * len(calls) if several else TEXT

    def _call_lazy(self, function, arguments, named):
        if function is builtins.reversed or function is builtins.iter:
            value = arguments[0] if len(arguments) == 1 else UNKNOWN
            known = can_be_iterated(value) and (function is builtins.iter or hasattr(type(value), "__reversed__")
                                                or type(value) in (str, tuple))  # fmt: skip
            return Own(self.watched(function(value), value)) if known else self.unknown()
        every = arguments if function is builtins.zip else arguments[:1]
        items = [self.items(value) for value in every]
        rest = arguments[len(every) :]
        if None in items or not self.plain(*rest, *named.values()):
            return self.unknown()
        return Own(function(*items, *rest, **named))

    def _call_shallow(self, function, arguments, named):
        first = arguments[0] if arguments else UNKNOWN
        if function is builtins.isinstance:
            kinds = arguments[1] if len(arguments) == 2 else None
            every = kinds if type(kinds) is tuple else (kinds,)
            if not all([type(kind) is type for kind in every]) or first is UNKNOWN:
                return UNKNOWN
            return str in every or object in every or UNKNOWN if first is TEXT else issubclass(type(first), kinds)
        if function is builtins.type or function is builtins.callable:
            known = len(arguments) == 1 and not is_unknown(first) and type(first) not in (Own, Lambda)
            return function(first) if known else UNKNOWN
        if function is builtins.range:
            return range(*arguments) if self.plain(*arguments) else self.unknown()
        return len(first) if can_be_iterated(first) else UNKNOWN if first is TEXT else self.unknown()

    def _call_pure(self, function, arguments, named):
        known = self.stage.known
        if function is builtins.str and len(arguments) == 1 and arguments[0] is TEXT:
            return TEXT
        arguments = [self.listed(self.watched(value.items)) if type(value) is Own else value for value in arguments]
        key = named.get("key")
        checked = [value for name, value in named.items() if not (name == "key" and known.is_pure(key))]
        if not self.plain(*arguments, *checked):
            return self.unknown()
        if id(function) in known.patterns and (arguments or named) and not pattern_is_quiet(arguments, named):
            return self.unknown()
        if id(function) in known.helpers:
            if not all(map(is_quiet, [*arguments, *named.values()])):
                return self.unknown()
            self.allowance.spend(200)
        made = self.allowance.timed(function, arguments, named)
        return Own(made) if hasattr(type(made), "__next__") else made

    def _call_method(self, base, name, node, scope):
        whole = name in ("join", "extend", "update")
        arguments, named = self._arguments(node, scope, whole)
        if is_unknown(base):
            return self._call_on_unknown(base, name, arguments, named)
        kind = type(base)
        if not hasattr(kind, name):
            raise AttributeError(name)
        if arguments is not None and name in METHODS[kind]:
            return self._call_reading(base, name, arguments, named)
        if arguments is not None and name in CHANGING.get(kind, ()):
            return self._call_changing(base, name, arguments, named)
        self.memory.taint(base)
        self.taint_arguments(arguments, named)
        return self.unknown()

    def _call_on_unknown(self, base, name, arguments, named):
        self.taint_arguments(arguments, named)
        if base is TEXT and name in _CALM and arguments is not None and self.plain(*arguments, *named.values()):
            return TEXT if name in HARMLESS else UNKNOWN
        return self.unknown()

    def _call_reading(self, base, name, arguments, named):
        arguments = [self.listed(self.watched(value.items)) if type(value) is Own else value for value in arguments]
        if not self.plain(*arguments, *named.values()) or name in _COMPARING and not self.plain(base):
            return self.unknown()
        if name == "get" and type(base) is dict and not self.plain_key(arguments[0], base):
            return UNKNOWN
        if name == "translate" or name in ("sub", "format") and not all([type(a) in plainness.SCALARS for a in arguments]):
            return UNKNOWN
        if type(base) in plainness.TEXTS and len(base) > _LONGEST_CHANGED and name not in _SEARCHING:
            return self.unknown()
        made = self.allowance.timed(getattr(base, name), arguments, named)
        return Own(made) if hasattr(type(made), "__next__") else made

    def _call_changing(self, base, name, arguments, named):
        arguments = [self.listed(self.watched(value.items)) if type(value) is Own else value for value in arguments]
        free = type(base) is list and name in ("append", "extend", "insert", "clear", "reverse", "pop")
        known = self.plain(base, *arguments, *named.values()) or free and not any(map(is_unknown, arguments))
        known = known or type(base) is list and name == "append"
        copy = self.memory.copy(base) if known else self.memory.taint(base)
        if copy is None:
            self.taint_arguments(arguments, named)
            return UNKNOWN
        return getattr(copy, name)(*arguments, **named)

    def _call_foreign(self, base, name, node, scope):
        """A method of a value of a class that the rehearsal knows nothing of."""
        arguments, named = self._arguments(node, scope, False)
        self.memory.taint(base)
        self.taint_arguments(arguments, named)
        for kind in type(base).__mro__:
            if name in vars(kind):
                self.disturb_function(vars(kind)[name])
                break
        return self.unknown()

    def _call_known(self, function, arguments, named):
        """The result, in a tuple, of a function whose source is known and which can be rehearsed; None for others."""
        if len(self.depth) >= _DEEPEST:
            raise Stop
        if type(function) is Lambda:
            return (self._run(function.node, arguments, named, function.defaults, function.scope),)
        node = self.stage.node_of(function) if type(function) is types.FunctionType else None
        if node is None or function.__globals__ is not self.stage.values:
            return None
        cells = zip(function.__code__.co_freevars, function.__closure__ or ())
        scope = Scope(self.module, {name: cell.cell_contents for name, cell in cells})
        keywords = function.__kwdefaults__ or {}
        defaults = (function.__defaults__ or (), [keywords.get(argument.arg) for argument in node.args.kwonlyargs])
        return (self._run(node, arguments, named, defaults, scope),)

    def _run(self, node, arguments, named, defaults, outer):
        scope = Scope(outer, parameters(node.args, arguments, named, defaults))
        if isinstance(node, ast.Lambda):
            return self.value(node.body, scope)
        self.depth.append(node)
        steps = self.block(node.body, scope)
        try:
            while True:
                next(steps)
        except StopIteration as end:
            way = end.value
        finally:
            self.depth.pop()
        return self.returned if way == "return" else None if way is None else UNKNOWN


def parameters(declared, arguments, named, defaults):
    """The parameters of a function with the values that a call gives them."""
    positional = [argument.arg for argument in declared.posonlyargs + declared.args]
    if declared.kwarg or len(arguments) > len(positional) and not declared.vararg:
        raise Stop
    values = dict(zip(positional[len(positional) - len(defaults[0]) :], defaults[0]))
    values.update({only.arg: value for only, value in zip(declared.kwonlyargs, defaults[1])})
    values.update(zip(positional, arguments))
    values.update(named)
    if declared.vararg:
        values[declared.vararg.arg] = tuple(arguments[len(positional) :])
    return values
