"""From a cell's source to code: all statements, with the last expression's value apart."""
import _ast

from .awaits import rewritten

#: Lets a cell use `await` outside of functions.
_FLAGS = _ast.PyCF_ALLOW_TOP_LEVEL_AWAIT

#: Expressions that may be worth showing in the middle of a cell.
_SHOWABLE = (_ast.Call, _ast.Subscript, _ast.Name, _ast.Await)


class CompiledCell:
    """The statements of a cell in parts, so that the value of an expression among them can be shown.

    `parts` holds triples: the code, the syntax of the expression that it is (None for other statements), and whether
    it ends the cell.
    """

    __slots__ = ("parts", "tree")

    def __init__(self, source, filename, sites=None, asking=()):
        self.tree = rewritten(parse(source, filename), asking) if asking else parse(source, filename)
        if sites is not None and not sites.concern(source):
            sites = None
        self.parts = code_of_rewritten(self.tree, filename, sites) or code_of(self.tree, filename)


def code_of_rewritten(tree, filename, sites):
    """The parts in which loops tell of themselves; None when there is none, and the code stays as it is."""
    try:
        rewritten = tree if sites is None else sites.rewrite(tree, filename)
        return None if rewritten is tree else code_of(rewritten, filename)
    except (SyntaxError, RecursionError):
        return None  # Such as blocks nested more deeply than Python takes.


def code_of(tree, filename):
    """The parts of all statements."""
    parts, waiting, flags = [], [], _FLAGS | future_flags(tree)

    def add_waiting():
        if waiting:
            code = compile(_ast.Module(list(waiting), []), filename, "exec", flags, dont_inherit=True)
            parts.append((code, None, False))
            waiting.clear()

    for number, statement in enumerate(tree.body, 1):
        is_last = number == len(tree.body)
        if isinstance(statement, _ast.Expr) and (is_last or isinstance(statement.value, _SHOWABLE)):
            add_waiting()
            code = compile(_ast.Expression(statement.value), filename, "eval", flags, dont_inherit=True)
            parts.append((code, statement.value, is_last))
        else:
            waiting.append(statement)
    add_waiting()
    return parts


def called_name(expression):
    """The name of the function that an expression calls: `grep` in `grep("x")[:3]` and in `rlm.grep("x")`; or None."""
    while isinstance(expression, (_ast.Subscript, _ast.Await)):
        expression = expression.value
    if not isinstance(expression, _ast.Call):
        return None
    function = expression.func
    if isinstance(function, _ast.Attribute) and isinstance(function.value, _ast.Name) and function.value.id == "rlm":
        return function.attr
    return function.id if isinstance(function, _ast.Name) else None


def future_flags(tree):
    """The compiler's flags for the `from __future__` statements, which hold for every part."""
    flags = 0
    for statement in tree.body:
        if isinstance(statement, _ast.ImportFrom) and statement.module == "__future__":
            import __future__

            for alias in statement.names:
                flags |= getattr(getattr(__future__, alias.name, None), "compiler_flag", 0)
    return flags


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
