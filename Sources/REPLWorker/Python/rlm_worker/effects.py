"""What code may change that a rehearsal does not run: because it may not be run, or because it does things of its own."""
import ast
import builtins
import types

from . import plain as plainness
from .memory import Scope, Stop
from .plain import UNKNOWN, Lambda, is_unknown
from .pure import METHODS

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
#: With these, code reaches every variable by its name.
_REACHING = frozenset(map(id, [builtins.eval, builtins.exec, builtins.globals, builtins.locals, builtins.vars]))


class Effects:
    """Marks as unknown what code may change.

    A rehearsal that overlooks a change only sends prompts that nobody asks for; no reply goes to a wrong place.
    """

    def disturb(self, nodes, scope):
        for node in nodes:
            self.allowance.spend()
            self._disturb_one(node, scope)

    def _disturb_one(self, node, scope):
        if isinstance(node, ast.Name):
            if not isinstance(node.ctx, ast.Load):
                scope.assign(node.id, UNKNOWN)
            return
        if isinstance(node, _FUNCTIONS):
            if not isinstance(node, ast.Lambda):
                scope.assign(node.name, UNKNOWN)
            return self._disturb_body(node, scope)
        if isinstance(node, _COMPREHENSIONS):
            inner = Scope(scope, inner=True)
            for generator in node.generators:
                inner.values.update({name.id: UNKNOWN for name in ast.walk(generator.target) if isinstance(name, ast.Name)})
                self.disturb([generator.iter, *generator.ifs], inner)
            return self.disturb([node.key, node.value] if isinstance(node, ast.DictComp) else [node.elt], inner)
        if isinstance(node, (ast.Attribute, ast.Subscript)) and not isinstance(node.ctx, ast.Load):
            self.memory.taint(self.look(node.value, scope))
        elif isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name):
            self.memory.taint(self.look(node.target, scope))
        elif isinstance(node, ast.Call):
            self._disturb_call(node, scope)
        elif isinstance(node, (ast.ExceptHandler, ast.ClassDef)) and node.name:
            scope.assign(node.name, UNKNOWN)
        elif isinstance(node, ast.alias):
            scope.assign(node.asname or node.name.partition(".")[0], UNKNOWN)
        self.disturb(ast.iter_child_nodes(node), scope)

    def _disturb_call(self, node, scope):
        function = self.look(node.func, scope)
        if isinstance(node.func, ast.Attribute) and is_unknown(function):
            base = self.look(node.func.value, scope)
            if node.func.attr in METHODS.get(type(base), ()):
                return
            self.memory.taint(base)
        elif id(function) in self.stage.queries or id(function) in self.stage.known.silent or self.is_consumer(function):
            return
        elif not is_unknown(function):
            self.disturb_function(function)
        for argument in node.args + [keyword.value for keyword in node.keywords]:
            self.memory.taint(self.look(argument, scope))

    def _call_opaque(self, function, arguments, named):
        self.taint_arguments(arguments, named)
        self.disturb_function(function)
        return self.unknown()

    def taint_arguments(self, arguments, named):
        for value in [*(arguments or ()), *named.values()]:
            self.memory.taint(value)

    def disturb_function(self, function):
        """Takes note of all that a function may change besides its arguments."""
        kind = type(function)
        if kind is types.FunctionType:
            if function.__globals__ is self.stage.values:
                node = self.stage.any_node_of(function)
                if node is None:
                    raise Stop
                self._disturb_body(node, self.module)
        elif kind is types.MethodType:
            self.memory.taint(function.__self__)
            self.disturb_function(function.__func__)
        elif kind is types.BuiltinFunctionType:
            if id(function) in _REACHING:
                raise Stop
            self.memory.taint(function.__self__)
        elif kind is Lambda:
            self._disturb_body(function.node, function.scope)
        elif isinstance(function, type):
            for name, held in vars(function).items() if function.__module__ == "__main__" else ():
                if type(held) is types.FunctionType and name in ("__init__", "__new__", "__post_init__"):
                    self.disturb_function(held)
        else:
            self.memory.taint(function)

    def _disturb_body(self, node, outer):
        """What a function's body may change outside of itself."""
        if node in self.depth:
            return
        self.depth.append(node)
        try:
            body = [node.body] if isinstance(node, ast.Lambda) else node.body
            own, shared = locals_of(node, body)
            self.disturb(body, Scope(outer, dict.fromkeys(own, UNKNOWN)))
            for name in shared:
                outer.assign(name, UNKNOWN)
                self.module.assign(name, UNKNOWN)
        finally:
            self.depth.pop()

    def look(self, node, scope):
        """The value that an expression has without anything being run for it; UNKNOWN for most expressions."""
        if isinstance(node, ast.Name):
            return self.memory.current(scope.find(node.id))
        if isinstance(node, ast.Attribute):
            base = self.look(node.value, scope)
            return UNKNOWN if is_unknown(base) else self.memory.current(plainness.attribute(base, node.attr))
        return UNKNOWN


def locals_of(node, body):
    """The names that are a function's own, and those that it shares by `global` or `nonlocal`."""
    declared = node.args
    own = {argument.arg for argument in declared.posonlyargs + declared.args + declared.kwonlyargs}
    own |= {argument.arg for argument in (declared.vararg, declared.kwarg) if argument}
    shared = set()
    for statement in body:
        for inner in ast.walk(statement):
            if isinstance(inner, ast.Name) and not isinstance(inner.ctx, ast.Load):
                own.add(inner.id)
            elif isinstance(inner, (ast.Global, ast.Nonlocal)):
                shared.update(inner.names)
    return own - shared, shared
