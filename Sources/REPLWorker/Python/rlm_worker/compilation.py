"""From a cell's source to code: all statements, with the last expression's value apart."""
import ast
import textwrap

#: Lets a cell use `await` outside of functions.
_FLAGS = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT


class CompiledCell:
    """The statements of a cell; `last` is the expression at its end, whose value is shown, or None."""

    __slots__ = ("body", "last", "tree")

    def __init__(self, source, filename):
        self.tree = parse(source, filename)
        statements = list(self.tree.body)
        last = statements.pop() if statements and isinstance(statements[-1], ast.Expr) else None
        module = ast.Module(statements, [])
        self.body = compile(module, filename, "exec", _FLAGS, dont_inherit=True) if statements else None
        expression = ast.Expression(last.value) if last is not None else None
        self.last = compile(expression, filename, "eval", _FLAGS, dont_inherit=True) if expression else None


def parse(source, filename):
    """The syntax tree; a block that is indented as a whole is taken as if it were not."""
    try:
        return ast.parse(source, filename)
    except IndentationError:
        dedented = textwrap.dedent(source)
        if dedented == source:
            raise
        return ast.parse(dedented, filename)
