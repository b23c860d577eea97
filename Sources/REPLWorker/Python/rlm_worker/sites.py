"""Finds the loops of a cell that ask models, and has them told to the worker as they begin and end.

`for x in xs: …` becomes `try: for x in begin(xs, 7): … finally: end(None, 7)`, a comprehension
`end([… for x in begin(xs, 8)], 8)`. `begin` gives back what it is given, so the code does what it did before.
"""
import ast

from .pure import CONSUMERS

#: Names that no code can write.
BEGIN, END = "<begin>", "<end>"

_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp)
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
_CONSUMING_METHODS = frozenset(["join", "extend", "update"])
#: Functions that use one of these may see that their local variables were looked at.
_LOOKING = frozenset(["locals", "vars", "dir", "eval", "exec", "_getframe", "settrace", "setprofile"])


class Site:
    """A loop: `node` is what it was before, `source` the expression that it goes through."""

    __slots__ = ("number", "node", "source", "consumer", "parents", "names", "distrusted")

    def __init__(self, number, node, source, consumer, parents):
        self.number = number
        self.node = node
        self.source = source
        self.consumer = consumer
        self.parents = parents
        self.names = frozenset(inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name))
        if consumer is not None:
            self.names |= {inner.id for inner in ast.walk(consumer) if isinstance(inner, ast.Name)}
        #: True when calls were sent for it that the code did not make.
        self.distrusted = False


class Sites:
    """All loops of the session's cells that ask models, and the functions that cells have defined."""

    def __init__(self, asking):
        """`asking` are the names of the functions that ask models."""
        self._asking = set(asking)
        self.all = []
        self._functions = {}

    def concern(self, source):
        """False when there is nothing to rewrite or to remember, as most often the text alone tells at once."""
        words = ("def", "lambda", *self._asking)
        return not source.isascii() or any([word in source for word in words])

    def rewrite(self, tree, filename):
        """The tree in which loops tell of themselves; the same tree when none asks a model."""
        nodes = list(ast.walk(tree))
        for node in nodes:
            if isinstance(node, _FUNCTIONS):
                self._remember(node, filename)
        if not any([named(node) in self._asking for node in nodes]):
            return tree
        self._learn(nodes)
        asking = set()
        self._find(tree, asking)
        return Rewriter(self, asking).rebuild(tree, Context())

    def _find(self, node, asking):
        """Adds the nodes that name a function that asks a model, and those around them."""
        found = named(node) in self._asking
        for inner in ast.iter_child_nodes(node):
            found |= self._find(inner, asking)
        if found:
            asking.add(node)
        return found

    def asks(self, *nodes):
        """True when one of the nodes names a function that asks a model."""
        return any([named(inner) in self._asking for node in nodes for inner in ast.walk(node)])

    def add(self, node, source, consumer, parents):
        site = Site(len(self.all), node, source, consumer, parents)
        self.all.append(site)
        return site

    def _remember(self, node, filename):
        decorators = getattr(node, "decorator_list", ())
        line = decorators[0].lineno if decorators else node.lineno
        place = (filename, line, getattr(node, "name", "<lambda>"))
        self._functions[place] = None if place in self._functions else node

    def _learn(self, nodes):
        """Adds the names of functions that ask models by way of others."""
        given = [(node.name, node) for node in nodes if isinstance(node, _FUNCTIONS[:2])]
        for node in nodes:
            if isinstance(node, ast.Assign) and isinstance(node.value, (ast.Lambda, ast.Name, ast.Attribute)):
                given += [(target.id, node.value) for target in node.targets if isinstance(target, ast.Name)]
        known = -1
        while known != len(self._asking):
            known = len(self._asking)
            self._asking.update([name for name, node in given if name not in self._asking and self.asks(node)])

    def any_node_of(self, function):
        """The source of a function that a cell has defined; None when it is not known which that is."""
        code = function.__code__
        return self._functions.get((code.co_filename, code.co_firstlineno, code.co_name))

    def node_of(self, function):
        """The source of a function that simply runs and returns."""
        node = self.any_node_of(function)
        if isinstance(node, ast.Lambda):
            return node
        if not isinstance(node, ast.FunctionDef) or node.decorator_list:
            return None
        unlike = (ast.Yield, ast.YieldFrom, ast.Global, ast.Nonlocal)
        return None if any(isinstance(inner, unlike) for inner in ast.walk(node)) else node


class Context:
    """Where the rewriter is: the sites around, and whether loops may be rewritten here."""

    __slots__ = ("parents", "allowed")

    def __init__(self, parents=frozenset(), allowed=True):
        self.parents = parents
        self.allowed = allowed

    def inside(self, site):
        return Context(self.parents | {site.number}, self.allowed)


class Rewriter:
    """Makes the new tree; nodes that stay as they are belong to both."""

    def __init__(self, sites, asking):
        """`asking` are the nodes in which a function is named that asks a model."""
        self._sites = sites
        self._asking = asking

    def _asks(self, *nodes):
        return not self._asking.isdisjoint(nodes)

    def rebuild(self, node, context):
        if node not in self._asking:
            return node
        if context.allowed:
            if isinstance(node, ast.For):
                return self._loop(node, context)
            if isinstance(node, _COMPREHENSIONS):
                return self._comprehension(node, node, None, context)
            if isinstance(node, ast.Call):
                return self._consumer(node, context)
        return self._children(node, self._within(node, context))

    def _within(self, node, context):
        if isinstance(node, ast.ClassDef):
            return Context(allowed=False)
        if isinstance(node, _FUNCTIONS):
            looks = any(
                inner.id in _LOOKING if isinstance(inner, ast.Name) else inner.attr in _LOOKING
                for inner in ast.walk(node) if isinstance(inner, (ast.Name, ast.Attribute))
            )  # fmt: skip
            return Context(allowed=not looks and not isinstance(node, ast.AsyncFunctionDef))
        return context

    def _children(self, node, context, but=()):
        changed = {}
        for field, old in ast.iter_fields(node):
            if field in but:
                continue
            if isinstance(old, list):
                new = [self.rebuild(one, context) if isinstance(one, ast.AST) else one for one in old]
                if any(one is not other for one, other in zip(old, new)):
                    changed[field] = new
            elif isinstance(old, ast.AST):
                new = self.rebuild(old, context)
                if new is not old:
                    changed[field] = new
        return changed_node(node, **changed) if changed else node

    def _loop(self, node, context):
        yields = any(isinstance(inner, (ast.Yield, ast.YieldFrom)) for inner in ast.walk(node))
        if yields or not self._asks(*node.body):
            return self._children(node, context)
        source = self.rebuild(node.iter, context)
        site = self._sites.add(node, node.iter, None, context.parents)
        inner = self._children(node, context.inside(site), but=["iter"])
        inner = changed_node(inner, iter=told(BEGIN, source, site))
        end = located(ast.Expr(told(END, located(ast.Constant(None), node), site)), node)
        return located(ast.Try([inner], [], [], [end]), node)

    def _comprehension(self, node, whole, consumer, context):
        """`whole` is the comprehension itself, or the call that it is the argument of."""
        first = node.generators[0]
        parts = [node.key, node.value] if isinstance(node, ast.DictComp) else [node.elt]
        others = [part for generator in node.generators[1:] for part in (generator.iter, *generator.ifs)]
        asynchronous = any(generator.is_async for generator in node.generators)
        if asynchronous or not self._asks(*parts, *first.ifs, *others):
            return self._children(whole, context)
        source = self.rebuild(first.iter, context)
        site = self._sites.add(node, first.iter, consumer, context.parents)
        within = context.inside(site)
        begun = changed_node(self._children(first, within, but=["iter"]), iter=told(BEGIN, source, site))
        generators = [begun, *[self._children(generator, within) for generator in node.generators[1:]]]
        made = changed_node(self._children(node, within, but=["generators"]), generators=generators)
        if whole is node:
            return told(END, made, site)
        rest = self._children(whole, context, but=["args"])
        return told(END, changed_node(rest, args=[made]), site)

    def _consumer(self, node, context):
        function = node.func
        plain = isinstance(function, ast.Name) and function.id in CONSUMERS
        if not (plain or isinstance(function, ast.Attribute) and function.attr in _CONSUMING_METHODS) or len(node.args) != 1:
            return self._children(node, context)
        argument = node.args[0]
        consumer = function if plain else function.value
        if isinstance(argument, ast.GeneratorExp):
            return self._comprehension(argument, node, consumer, context)
        maps = isinstance(argument, ast.Call) and isinstance(argument.func, ast.Name) and argument.func.id == "map"
        if maps and len(argument.args) == 2 and not argument.keywords and self._asks(argument.args[0]):
            return self._map(argument, node, consumer, context)
        return self._children(node, context)

    def _map(self, node, whole, consumer, context):
        source = self.rebuild(node.args[1], context)
        site = self._sites.add(node, node.args[1], consumer, context.parents)
        made = changed_node(node, args=[node.args[0], told(BEGIN, source, site)])
        return told(END, changed_node(self._children(whole, context, but=["args"]), args=[made]), site)


def named(node):
    """The name that a node gives to a variable or an attribute."""
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else None


def changed_node(node, **fields):
    return ast.copy_location(type(node)(**{**dict(ast.iter_fields(node)), **fields}), node)


def located(node, like):
    """Gives a new node the place of another one, so that tracebacks stay what they were."""
    return ast.copy_location(node, like)


def told(name, value, site):
    """The call of BEGIN or END with the value that it gives back."""
    function = located(ast.Name(name, ast.Load()), value)
    return located(ast.Call(function, [value, located(ast.Constant(site.number), value)], []), value)
