"""Statements in a rehearsal: the way through them where it is known, and what they change where it is not."""
import ast
import sys

from .memory import Stop
from .plain import UNKNOWN, Lambda, is_unknown, plain, truth

_STRENGTH = {"?continue": 1, "?break": 2, "?return": 3}


def escapes(statements):
    """The ways in which statements may leave the block they stand in: break, continue, return, raise."""
    found = set()
    for statement in statements:
        kind = type(statement)
        if kind in (ast.Break, ast.Continue, ast.Return, ast.Raise, ast.Assert):
            found.add("raise" if kind is ast.Assert else kind.__name__.lower())
        elif kind in (ast.For, ast.AsyncFor, ast.While):
            found |= escapes(statement.body) - {"break", "continue"}
            found |= escapes(statement.orelse)
        elif kind not in (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef):
            for block in ("body", "orelse", "finalbody", "handlers", "cases"):
                found |= escapes(getattr(statement, block, ()))
    return found


def strongest(*ways):
    """The way that leads furthest out, of those that may be taken; None when there is none."""
    known = [way if way[0] == "?" else "?" + way for way in ways if way]
    return max(known, key=_STRENGTH.__getitem__, default=None)


class Statements:
    """Runs statements; each method is a generator that yields when calls have been found.

    It returns how the block is left: None at its end, "break", "continue" or "return", and with a question mark before
    it when the rehearsal cannot tell whether it is left so; then all that follows in the block counts as unknown.
    """

    def block(self, statements, scope):
        for place, statement in enumerate(statements):
            self.allowance.spend()
            method = getattr(self, "do_" + type(statement).__name__, None)
            way = self.perhaps([statement], scope) if method is None else (yield from method(statement, scope))
            if way is not None:
                if way[0] == "?":
                    way = strongest(way, self.perhaps(statements[place + 1 :], scope))
                return way
            if self.found:
                yield
        return None

    def perhaps(self, statements, scope, loop=False):
        """Takes note of statements that may run, or may not."""
        ways = escapes(statements)
        if "raise" in ways:
            raise Stop
        self.disturb(statements, scope)
        return strongest(*(ways - {"break", "continue"} if loop else ways))

    def do_For(self, statement, scope):
        items = self.items(self.value(statement.iter, scope))
        if items is None:
            return self._perhaps_loop(statement, scope)
        for item in items:
            self.allowance.spend()
            self.bind(statement.target, item, scope)
            way = yield from self.block(statement.body, scope)
            if way == "break":
                return None
            if way == "?break":
                return self._perhaps_loop(statement, scope)
            if way in ("return", "?return"):
                return way
        return (yield from self.block(statement.orelse, scope))

    def do_While(self, statement, scope):
        while True:
            self.allowance.spend()
            goes_on = truth(self.value(statement.test, scope))
            if is_unknown(goes_on):
                return self._perhaps_loop(statement, scope)
            if not goes_on:
                return (yield from self.block(statement.orelse, scope))
            way = yield from self.block(statement.body, scope)
            if way == "break":
                return None
            if way == "?break":
                return self._perhaps_loop(statement, scope)
            if way in ("return", "?return"):
                return way

    def _perhaps_loop(self, statement, scope):
        if isinstance(statement, ast.For):
            self.bind(statement.target, UNKNOWN, scope)
        return strongest(self.perhaps(statement.body, scope, loop=True), self.perhaps(statement.orelse, scope))

    def do_If(self, statement, scope):
        holds = truth(self.value(statement.test, scope))
        if is_unknown(holds):
            return self.perhaps(statement.body + statement.orelse, scope)
        return (yield from self.block(statement.body if holds else statement.orelse, scope))

    def do_Try(self, statement, scope):
        outer, self.fragile = self.fragile, False
        try:
            way = yield from self.block(statement.body, scope)
        except Stop:
            raise
        except Exception as error:
            self.fragile = outer
            way = yield from self._handle(error, statement, scope)
        else:
            way = yield from self._end_of_try(way, statement, scope, outer)
        return (yield from self.block(statement.finalbody, scope)) or way

    def _handle(self, error, statement, scope):
        """What the code would have raised here too, if it is caught."""
        for handler in statement.handlers:
            kind = BaseException if handler.type is None else self.value(handler.type, scope)
            if is_unknown(kind) or not isinstance(kind, (type, tuple)):
                raise Stop
            if isinstance(error, kind):
                if handler.name:
                    scope.assign(handler.name, UNKNOWN)
                return (yield from self.block(handler.body, scope))
        raise Stop

    def _end_of_try(self, way, statement, scope, outer):
        """A try whose body went well, as far as one can tell: only a failed call leads to its handlers, or an unknown value."""
        handlers = [inner for handler in statement.handlers for inner in handler.body]
        fragile, self.fragile = self.fragile, outer
        if fragile and statement.handlers:
            self.disturb(statement.body, scope)
            return strongest(way, self.perhaps(handlers, scope), self.perhaps(statement.orelse, scope))
        self.fragile = outer or fragile
        self.disturb(handlers, scope)
        return way or (yield from self.block(statement.orelse, scope))

    def do_Assign(self, statement, scope):
        value = self.value(statement.value, scope)
        for target in statement.targets:
            self.bind(target, value, scope)
        return None
        yield

    def do_AnnAssign(self, statement, scope):
        if statement.value is not None:
            self.bind(statement.target, self.value(statement.value, scope), scope)
        return None
        yield

    def do_AugAssign(self, statement, scope):
        target = statement.target
        before = self.value(as_read(target), scope)
        after = self.value(statement.value, scope)
        if type(before) in (list, set, dict):
            copy = self.memory.copy(before)
            items = self.items(after) if type(before) is list and type(statement.op) is ast.Add else None
            if copy is not None and items is not None:
                copy.extend(items)
            else:
                self.memory.taint(before)
        else:
            self.bind(target, self.operate(type(statement.op), before, after), scope)
        return None
        yield

    def do_Delete(self, statement, scope):
        for target in statement.targets:
            self.bind(target, UNKNOWN, scope)
            if isinstance(target, ast.Subscript):
                self.memory.taint(self.value(target.value, scope))
        return None
        yield

    def do_Expr(self, statement, scope):
        self.value(statement.value, scope)
        return None
        yield

    def do_Pass(self, statement, scope):
        return None
        yield

    do_Global = do_Nonlocal = do_Pass

    def do_Break(self, statement, scope):
        return "break"
        yield

    def do_Continue(self, statement, scope):
        return "continue"
        yield

    def do_Return(self, statement, scope):
        self.returned = None if statement.value is None else self.value(statement.value, scope)
        return "return"
        yield

    def do_Raise(self, statement, scope):
        raise Stop
        yield

    def do_Assert(self, statement, scope):
        holds = truth(self.value(statement.test, scope))
        if is_unknown(holds) or not holds:
            raise Stop
        return None
        yield

    def do_FunctionDef(self, statement, scope):
        simple = not statement.decorator_list
        scope.assign(statement.name, self.function(statement, scope) if simple else UNKNOWN)
        return None
        yield

    def do_Import(self, statement, scope):
        for name in statement.names:
            known = name.name if name.asname else name.name.partition(".")[0]
            scope.assign(name.asname or known, sys.modules.get(known, UNKNOWN))
        return None
        yield

    def do_ImportFrom(self, statement, scope):
        module = None if statement.level else sys.modules.get(statement.module)
        for name in statement.names:
            if name.name == "*":
                raise Stop
            scope.assign(name.asname or name.name, vars(module).get(name.name, UNKNOWN) if module else UNKNOWN)
        return None
        yield

    def function(self, node, scope):
        """A function that the rehearsed code makes."""
        defaults = [self.value(default, scope) for default in node.args.defaults]
        named = [None if default is None else self.value(default, scope) for default in node.args.kw_defaults]
        return Lambda(node, scope, (defaults, named))

    def bind(self, target, value, scope):
        """Assigns to whatever stands left of an equals sign."""
        kind = type(target)
        if kind is ast.Name:
            scope.assign(target.id, value)
        elif kind in (ast.Tuple, ast.List):
            self._unpack(target.elts, value, scope)
        elif kind is ast.Starred:
            self.bind(target.value, value, scope)
        elif kind is ast.Attribute:
            self.memory.taint(self.value(target.value, scope))
        elif kind is ast.Subscript:
            self._store(self.value(target.value, scope), self.value(target.slice, scope), value)

    def _unpack(self, targets, value, scope):
        items = self.items(value)
        starred = [place for place, target in enumerate(targets) if isinstance(target, ast.Starred)]
        if items is None:
            self.fragile = True
            values = [UNKNOWN] * len(targets)
        else:
            values = self.listed(items)
            if starred:
                first, rest = starred[0], len(targets) - starred[0] - 1
                if len(values) < len(targets) - 1:
                    raise ValueError
                end = len(values) - rest
                values = [*values[:first], values[first:end], *values[end:]]
            if len(values) != len(targets):
                raise ValueError
        for target, part in zip(targets, values):
            self.bind(target, part, scope)

    def _store(self, container, key, value):
        copy = None
        if type(container) in (list, dict) and plain(key, self.memory.changed):
            copy = self.memory.copy(container)
        if copy is None:
            self.memory.taint(container)
        elif type(copy) is list and isinstance(key, slice):
            self.memory.taint(copy)
        else:
            copy[key] = value


def as_read(target):
    """The target of an assignment as an expression."""
    if isinstance(target, ast.Name):
        return ast.Name(target.id, ast.Load())
    if isinstance(target, ast.Attribute):
        return ast.Attribute(target.value, target.attr, ast.Load())
    return ast.Subscript(target.value, target.slice, ast.Load())
