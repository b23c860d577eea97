"""From a cell's source to code: all statements, with the last expression's value apart."""
import _ast

#: Lets a cell use `await` outside of functions.
_FLAGS = _ast.PyCF_ALLOW_TOP_LEVEL_AWAIT


class CompiledCell:
    """The statements of a cell; `last` is the expression at its end, whose value is shown, or None."""

    __slots__ = ("body", "last", "tree")

    def __init__(self, source, filename, sites=None):
        self.tree = parse(source, filename)
        self.body, self.last = code_of_rewritten(self.tree, filename, sites) or code_of(self.tree, filename)


def code_of_rewritten(tree, filename, sites):
    """The code in which loops tell of themselves; None when there is none, and the code stays as it is."""
    try:
        rewritten = tree if sites is None else sites.rewrite(tree, filename)
        return None if rewritten is tree else code_of(rewritten, filename)
    except (SyntaxError, RecursionError):
        return None  # Such as blocks nested more deeply than Python takes.


def code_of(tree, filename):
    """The code of all statements, and that of the last expression; either may be None."""
    statements = list(tree.body)
    last = statements.pop() if statements and isinstance(statements[-1], _ast.Expr) else None
    body = compile(_ast.Module(statements, []), filename, "exec", _FLAGS, dont_inherit=True) if statements else None
    if last is None:
        return body, None
    return body, compile(_ast.Expression(last.value), filename, "eval", _FLAGS, dont_inherit=True)


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
