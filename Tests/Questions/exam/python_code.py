"""Facts about Python code, read with Python's own parser."""

import ast
import re

from .repository import ExamError

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def parse(repository, path):
    """The syntax tree of a file, or None when it is no Python that this interpreter reads."""
    try:
        return ast.parse(repository.text(path))
    except (SyntaxError, ValueError, RecursionError):
        return None


def trees(repository, paths):
    for path in paths:
        tree = parse(repository, path)
        if tree is not None:
            yield path, tree


def simple_name(node):
    """`f` of both `f` and `a.b.f`, or None for any other expression."""
    if isinstance(node, ast.Name):
        return node.id
    return node.attr if isinstance(node, ast.Attribute) else None


def first_line(node):
    """The line of the first decorator, or of the definition when it has none."""
    return min([node.lineno] + [decorator.lineno for decorator in getattr(node, "decorator_list", [])])


def calls(repository, name, paths):
    """(path, line, innermost function around it or None) of each call of a name, directly or as a method."""
    found = []
    for path, tree in trees(repository, paths):
        found += [(path, node.lineno, owner) for node, owner in _calls_in(tree, None) if simple_name(node.func) == name]
    return found


def _calls_in(node, owner):
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Call):
            yield child, owner
        yield from _calls_in(child, child if isinstance(child, FUNCTIONS) else owner)


def mentions(repository, name, paths):
    """(path, line) of each expression that is a name, as a plain name or as an attribute."""
    found = set()
    for path, tree in trees(repository, paths):
        for node in ast.walk(tree):
            if simple_name(node) == name:
                found.update((path, line) for line in range(node.lineno, node.end_lineno + 1))
    return found


def other_lines(repository, name, paths):
    """Lines with a name that do not call it: definitions, imports and references in code, then texts and comments."""
    files = [path for path in repository.files_with_word(name, *paths) if path.endswith(".py")]
    called = {(path, line) for path, line, _ in calls(repository, name, files)}
    code = mentions(repository, name, files)
    for path, tree in trees(repository, files):
        for node in ast.walk(tree):
            if isinstance(node, (ast.Import, ast.ImportFrom)):
                code.update((path, line) for line in range(node.lineno, node.end_lineno + 1))
            elif isinstance(node, (*FUNCTIONS, ast.ClassDef)) and node.name == name:
                code.add((path, node.lineno))
    rows = [(path, line) for path, line, _ in repository.grep("-wF", "-e", name, paths=paths)]
    rows = [row for row in rows if row not in called]
    return [row for row in rows if row in code], [row for row in rows if row not in code]


def subclasses(repository, base, paths):
    """Direct and further subclasses of a class by name, each as (name, path, line)."""
    children = {}
    for path, tree in trees(repository, paths):
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                for parent in node.bases:
                    children.setdefault(simple_name(parent), []).append((node.name, path, node.lineno))
    direct = sorted(set(children.get(base, [])))
    further, queue = set(), [name for name, _, _ in direct]
    while queue:
        for child in children.get(queue.pop(), []):
            if child not in further and child not in direct:
                further.add(child)
                queue.append(child[0])
    return direct, sorted(further)


def imports(repository, path):
    """Modules that a file imports: (names it may be called by, line, whether at the top level)."""
    tree = parse(repository, path)
    if tree is None:
        raise ExamError(f"{path} is no Python")
    package = path[: -len(".py")].split("/")[:-1]
    top = {id(node) for node in tree.body}
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [([alias.name], node.lineno, node.end_lineno, id(node) in top, []) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [alias.name for alias in node.names]
            found.append((_module_names(node, package), node.lineno, node.end_lineno, id(node) in top, names))
    return found


def _module_names(node, package):
    if not node.level:
        return [node.module]
    parents = package[: len(package) - node.level + 1]
    absolute = ".".join(parents + ([node.module] if node.module else []))
    written = "." * node.level + (node.module or "")
    names = [written, absolute]
    return names + ([node.module] if node.module else [f"from {written} import {node.names[0].name}"])


def environment_reads(repository, paths):
    """(variable, path, line) where `os.environ` or `os.getenv` is read with a literal name."""
    found = []
    for path, tree in trees(repository, paths):
        for node in ast.walk(tree):
            literal = _environment_literal(node)
            if literal is not None:
                found.append((literal, path, node.lineno))
    return found


def _environment_literal(node):
    literal = None
    if isinstance(node, ast.Call) and node.args:
        function = ast.unparse(node.func)
        if function in ("os.getenv", "getenv", "os.environ.get", "environ.get", "os.environ.pop"):
            literal = node.args[0]
    elif isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load):
        if ast.unparse(node.value) in ("os.environ", "environ"):
            literal = node.slice
    return literal.value if isinstance(literal, ast.Constant) and isinstance(literal.value, str) else None


def raised_messages(repository, path):
    """(text as far as it is literal, first line, last line) of each exception raised with a message."""
    found = []
    for node in ast.walk(parse(repository, path)):
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and node.exc.args:
            text = _literal_start(repository, path, node.exc.args[0])
            if text:
                found.append((text, node.lineno, node.end_lineno))
    return sorted(found, key=lambda row: row[1])


def _literal_start(repository, path, node):
    """The longest literal piece of a message up to the end of its first source line."""
    strings = [
        part.value for part in ast.walk(node)
        if isinstance(part, ast.Constant) and isinstance(part.value, str) and part.value.strip()
    ]
    pieces = []
    for value in strings:
        for piece in _without_placeholders(value):
            pieces += [line for line in _lines_as_written(repository, path, node, piece) if len(line) > 3]
    return max((piece.strip(" :;,'\"") for piece in pieces), key=len, default="")


def _without_placeholders(value):
    return [piece.strip() for piece in re.split(r"%[-#0-9.]*[a-zA-Z]|\{[^}]*\}|\n", value) if piece.strip()]


def _lines_as_written(repository, path, node, piece):
    """The parts of a literal that stand unbroken on source lines (implicit concatenation breaks it)."""
    lines = repository.lines(path)[node.lineno - 1 : node.end_lineno]
    if any(piece in line for line in lines):
        return [piece]
    words, parts, current = piece.split(" "), [], ""
    for word in words:
        longer = f"{current} {word}".strip()
        if any(longer in line for line in lines):
            current = longer
        else:
            parts.append(current)
            current = word
    return parts + [current]


def function(repository, path, name, owner=""):
    """The definition of a function, or of a method of the class `owner`."""
    for node in ast.walk(parse(repository, path)):
        body = node.body if isinstance(node, ast.ClassDef) and node.name == owner else []
        if isinstance(node, ast.Module) and not owner:
            body = node.body
        for child in body:
            if isinstance(child, FUNCTIONS) and child.name == name:
                return child
    raise ExamError(f"{path} has no function {owner}.{name}")


def parameters(node):
    """Names of a function's parameters without `self` and `cls`, and the source of each default."""
    arguments = node.args
    positional = arguments.posonlyargs + arguments.args
    defaults = dict(zip([a.arg for a in positional][len(positional) - len(arguments.defaults) :], arguments.defaults))
    defaults.update({a.arg: d for a, d in zip(arguments.kwonlyargs, arguments.kw_defaults) if d is not None})
    every = positional + [arguments.vararg] + arguments.kwonlyargs + [arguments.kwarg]
    names = [a.arg for a in every if a is not None and a.arg not in ("self", "cls")]
    return names, {name: ast.unparse(value) for name, value in defaults.items()}
