"""Lets `await llm_query(…)` in a coroutine wait without holding up the others.

By itself such a call blocks: coroutines that are gathered would ask one after the other. `await f(…)` becomes
`await awaited(f)(…)`, where `awaited` gives back what it is given unless that asks models; and so do the calls that
`asyncio.gather` and its like are given.
"""
import ast

#: A name that no code can write.
AWAITED = "<awaited>"

#: Functions whose arguments are awaited.
_AWAITING = frozenset(["gather", "create_task", "ensure_future", "wait_for", "shield", "as_completed"])


def rewritten(tree, asking):
    """The tree, changed in place; `asking` are the names of the functions that ask models."""
    if any(isinstance(node, ast.AsyncFunctionDef) for node in ast.walk(tree)):
        Awaits(asking).visit(tree)
    return tree


class Awaits(ast.NodeTransformer):
    """Changes calls inside `async def`; in loops outside of it they are sent ahead anyway."""

    def __init__(self, asking):
        self._asking = asking
        self._depth = 0

    def visit_AsyncFunctionDef(self, node):
        self._depth += 1
        self.generic_visit(node)
        self._depth -= 1
        return node

    def visit_Await(self, node):
        self.generic_visit(node)
        self._change(node.value)
        return node

    def visit_Call(self, node):
        self.generic_visit(node)
        if name_of(node.func) in _AWAITING:
            for argument in node.args:
                for value in values_of(argument):
                    self._change(value)
        return node

    def _change(self, call):
        if self._depth and isinstance(call, ast.Call) and name_of(call.func) in self._asking:
            function = ast.Call(ast.Name(AWAITED, ast.Load()), [call.func], [])
            call.func = ast.fix_missing_locations(ast.copy_location(function, call.func))


def values_of(argument):
    """The expressions whose values an argument holds, where it is a list that is written out or a comprehension."""
    if isinstance(argument, ast.Starred):
        return values_of(argument.value)
    if isinstance(argument, (ast.List, ast.Tuple)):
        return [value for element in argument.elts for value in values_of(element)]
    return [argument.elt if isinstance(argument, (ast.ListComp, ast.GeneratorExp)) else argument]


def name_of(function):
    """`llm_query` in `llm_query` and in `rlm.llm_query`."""
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", None)
