"""A run of a loop ahead of the code, on values of its own, to find the calls of models that it is going to make.

A rehearsal changes nothing and runs nothing of the cell's own: it computes with plain values, keeps what the loop
changes in copies, and takes everything else, replies above all, as unknown. A prompt that depends on something unknown
is not found, and a way through the loop that depends on it is not followed.
"""
from _collections import deque

from .effects import Effects
from .expressions import Expressions
from .invocations import Invocations
from .memory import Allowance, Memory, Scope, Stop, module_scope
from .plain import is_unknown
from .statements import Statements


class Rehearsal(Statements, Expressions, Invocations, Effects):
    """Finds the calls of one loop; `found` holds those not taken from it yet, in the order of the code."""

    def __init__(self, stage, variables, builtins):
        """`variables` are those of the function in which the loop stands, None outside of functions."""
        self.stage = stage
        self.module = module_scope(stage.values, builtins)
        self.scope = self.module if variables is None else Scope(self.module, variables)
        self.memory = Memory()
        self.allowance = Allowance()
        self.found = deque()
        #: Characters in the calls found.
        self.size = 0
        #: True since something was done with an unknown value that may have raised.
        self.fragile = False
        self.returned = None
        self.depth = []

    def take(self):
        call = self.found.popleft()
        self.size -= len(call[1]) + len(call[2] or "")
        return call

    def end(self):
        """Lets go of all values, so that they live no longer than the code has them live."""
        self.module.values.clear()
        self.scope.values.clear()
        self.memory = None
        self.returned = None

    def source(self, value, node):
        """What a loop over `value`, the value of `node`, goes through; None when that cannot be told."""
        items = self.items(self.memory.current(value))
        return self.items(self.value(node, self.scope)) if items is None else items

    def loop(self, node, items):
        for item in items:
            self.allowance.spend()
            self.bind(node.target, item, self.scope)
            way = yield from self.block(node.body, self.scope)
            if way not in (None, "continue", "?continue"):
                return
            yield

    def comprehension(self, node, items):
        parts = [node.key, node.value] if hasattr(node, "key") else [node.elt]
        for _ in self.elements_of(node.generators, parts, items, Scope(self.scope, inner=True)):
            yield

    def mapping(self, node, items):
        function = self.value(node.args[0], self.scope)
        if is_unknown(function):
            raise Stop
        for item in items:
            self.invoke(function, [item], {})
            yield
