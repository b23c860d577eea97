"""From a cell's source to code: all statements, with the last expression's value apart."""
import _ast

#: Lets a cell use `await` outside of functions.
_FLAGS = _ast.PyCF_ALLOW_TOP_LEVEL_AWAIT


class CompiledCell:
    """The statements of a cell; `last` is the expression at its end, whose value is shown, or None."""

    __slots__ = ("body", "last", "tree")

    def __init__(self, source, filename):
        self.tree = parse(source, filename)
        statements = list(self.tree.body)
        last = statements.pop() if statements and isinstance(statements[-1], _ast.Expr) else None
        module = _ast.Module(statements, [])
        self.body = compile(module, filename, "exec", _FLAGS, dont_inherit=True) if statements else None
        expression = _ast.Expression(last.value) if last is not None else None
        self.last = compile(expression, filename, "eval", _FLAGS, dont_inherit=True) if expression else None


def parse(source, filename):
    """The syntax tree; a block that is indented as a whole is taken as if it were not."""
    try:
        return tree_of(source, filename)
    except IndentationError:
        from textwrap import dedent

        dedented = dedent(source)
        if dedented == source:
            raise
        return tree_of(dedented, filename)


def tree_of(source, filename):
    return compile(source, filename, "exec", _ast.PyCF_ONLY_AST, dont_inherit=True)
