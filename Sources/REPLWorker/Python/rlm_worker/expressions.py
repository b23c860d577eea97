"""Expressions in a rehearsal: their values where these can be had without running code of the cell's own."""
import ast
import operator

from . import plain as plainness
from .memory import Scope, Stop
from .plain import TEXT, TEXTS, UNKNOWN, Own, has_destructor, is_unknown, truth
from .pure import can_be_iterated, too_large, too_many_digits

_OPERATORS = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv, ast.Mod: operator.mod, ast.BitOr: operator.or_, ast.BitAnd: operator.and_,
    ast.BitXor: operator.xor, ast.Pow: operator.pow, ast.LShift: operator.lshift, ast.USub: operator.neg, ast.UAdd: operator.pos,
    ast.Eq: operator.eq, ast.NotEq: operator.ne, ast.Lt: operator.lt, ast.LtE: operator.le, ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}  # fmt: skip
_MOST_ITEMS = 100_000


class Expressions:
    """Gives the value of an expression, UNKNOWN or TEXT when it cannot be told."""

    def value(self, node, scope):
        self.allowance.spend()
        method = getattr(self, "see_" + type(node).__name__, None)
        if method is None:
            self.disturb([node], scope)
            return self.unknown()
        return self.memory.current(method(node, scope))

    def unknown(self):
        """The outcome of an operation on something unknown, which may as well have failed."""
        self.fragile = True
        return UNKNOWN

    def plain(self, *values):
        room = [plainness.MOST_ELEMENTS]
        found = all([plainness.plain(value, self.memory.changed, room) for value in values])
        if room[0] < plainness.MOST_ELEMENTS:
            self.allowance.spend((plainness.MOST_ELEMENTS - room[0]) // 20)
        return found

    def see_Constant(self, node, scope):
        return node.value

    def see_Name(self, node, scope):
        return scope.find(node.id)

    def see_NamedExpr(self, node, scope):
        value = self.value(node.value, scope)
        scope.assign(node.target.id, value)
        return value

    def see_Attribute(self, node, scope):
        base = self.value(node.value, scope)
        return self.unknown() if is_unknown(base) else plainness.attribute(base, node.attr)

    def see_Subscript(self, node, scope):
        base, key = self.value(node.value, scope), self.value(node.slice, scope)
        if is_unknown(base) or is_unknown(key):
            return self.unknown()
        if type(base) is dict:
            return base[key] if self.plain_key(key, base) else UNKNOWN
        return base[key] if can_be_iterated(base) and self.plain(key) else UNKNOWN

    def plain_key(self, key, container):
        """True when looking the key up compares only plain values."""
        return self.plain(key) and self.memory.keys_are_plain(container, lambda keys: self.plain(*keys))

    def see_Slice(self, node, scope):
        parts = [part and self.value(part, scope) for part in (node.lower, node.upper, node.step)]
        return slice(*parts) if self.plain(*parts) else UNKNOWN

    def see_JoinedStr(self, node, scope):
        parts = [self.value(part, scope) for part in node.values]
        return TEXT if any(map(is_unknown, parts)) else "".join(parts)

    def see_FormattedValue(self, node, scope):
        value = self.value(node.value, scope)
        form = "" if node.format_spec is None else self.value(node.format_spec, scope)
        if not self.plain(value) or is_unknown(form):
            if value is not TEXT or form:
                self.fragile = True
            return TEXT
        convert = {-1: lambda same: same, ord("s"): str, ord("r"): repr, ord("a"): ascii}[node.conversion]
        return format(convert(value), form)

    def see_BinOp(self, node, scope):
        left, right = self.value(node.left, scope), self.value(node.right, scope)
        return self.operate(type(node.op), left, right)

    def operate(self, kind, left, right):
        if kind is ast.Add and all([side is TEXT or type(side) in TEXTS for side in (left, right)]):
            return TEXT if left is TEXT or right is TEXT else left + right
        if kind not in _OPERATORS or kind is ast.Mult and too_large(left, right):
            return self.unknown()
        if kind in (ast.Pow, ast.LShift) and too_many_digits(left, right):
            return self.unknown()
        if kind is ast.Add and type(left) is type(right) and type(left) in (list, tuple):
            return left + right
        return _OPERATORS[kind](left, right) if self.plain(left, right) else self.unknown()

    def see_UnaryOp(self, node, scope):
        value = self.value(node.operand, scope)
        if type(node.op) is ast.Not:
            holds = truth(value)
            return UNKNOWN if is_unknown(holds) else not holds
        known = type(value) in (int, float, bool) and type(node.op) in _OPERATORS
        return _OPERATORS[type(node.op)](value) if known else self.unknown()

    def see_BoolOp(self, node, scope):
        for place, operand in enumerate(node.values):
            value = self.value(operand, scope)
            holds = truth(value)
            if is_unknown(holds):
                self.disturb(node.values[place + 1 :], scope)
                return UNKNOWN
            if holds != (type(node.op) is ast.And):
                break
        return value

    def see_Compare(self, node, scope):
        left = self.value(node.left, scope)
        holds = True
        for place, (kind, operand) in enumerate(zip(node.ops, node.comparators)):
            right = self.value(operand, scope)
            holds = self.compare(type(kind), left, right)
            known = truth(holds)
            if is_unknown(known):
                self.disturb(node.comparators[place + 1 :], scope)
                return UNKNOWN
            if not known:
                break
            left = right
        return holds

    def compare(self, kind, left, right):
        if kind in (ast.Is, ast.IsNot):
            same = self._same(left, right)
            return same if is_unknown(same) else same == (kind is ast.Is)
        if kind in (ast.In, ast.NotIn):
            found = self._contains(right, left)
            return found if is_unknown(found) else found == (kind is ast.In)
        if self.plain(left, right):
            return _OPERATORS[kind](left, right)
        if not all([side is TEXT or type(side) in TEXTS for side in (left, right)]):
            self.fragile = True
        return UNKNOWN

    def _same(self, left, right):
        if left is None or right is None:
            other = right if left is None else left
            return UNKNOWN if other is UNKNOWN else other is None
        return left is right if type(left) is bool or type(right) is bool else UNKNOWN

    def _contains(self, container, key):
        if type(container) in (dict, set, frozenset) and not is_unknown(key):
            return key in container if self.plain_key(key, container) else UNKNOWN
        if can_be_iterated(container) and self.plain(container, key):
            return key in container
        if container is not TEXT:
            self.fragile = True
        return UNKNOWN

    def see_IfExp(self, node, scope):
        holds = truth(self.value(node.test, scope))
        if is_unknown(holds):
            self.disturb([node.body, node.orelse], scope)
            return UNKNOWN
        return self.value(node.body if holds else node.orelse, scope)

    def see_Tuple(self, node, scope):
        elements = self.elements(node.elts, scope)
        return UNKNOWN if elements is None else tuple(elements)

    def see_List(self, node, scope):
        elements = self.elements(node.elts, scope)
        return UNKNOWN if elements is None else elements

    def see_Set(self, node, scope):
        elements = self.elements(node.elts, scope)
        return set(elements) if elements is not None and self.plain(*elements) else UNKNOWN

    def see_Dict(self, node, scope):
        made, known = {}, True
        for key, held in zip(node.keys, node.values):
            name = None if key is None else self.value(key, scope)
            value = self.value(held, scope)
            if key is None:
                known = known and type(value) is dict and self.plain(*value)
                made.update(value if known else {})
            elif known and self.plain(name):
                made[name] = value
            else:
                known = False
        return made if known else UNKNOWN

    def elements(self, nodes, scope):
        """The values of a display or of arguments in a row; None when a starred one is unknown."""
        values, known = [], True
        for node in nodes:
            if isinstance(node, ast.Starred):
                items = self.items(self.value(node.value, scope))
                known = known and items is not None
                values.extend(self.listed(items) if known else ())
            else:
                values.append(self.value(node, scope))
        return values if known else None

    def see_Lambda(self, node, scope):
        return self.function(node, scope)

    def see_Await(self, node, scope):
        if isinstance(node.value, ast.Call):
            return self.see_Call(node.value, scope, awaited=True)
        self.disturb([node.value], scope)
        return self.unknown()

    def see_ListComp(self, node, scope):
        return self.comprehended(node, scope, [node.elt])

    def see_SetComp(self, node, scope):
        made = self.comprehended(node, scope, [node.elt])
        return set(made) if not is_unknown(made) and self.plain(made) else UNKNOWN

    def see_DictComp(self, node, scope):
        pairs = self.comprehended(node, scope, [node.key, node.value])
        return dict(pairs) if not is_unknown(pairs) and self.plain(*(key for key, _ in pairs)) else UNKNOWN

    def see_GeneratorExp(self, node, scope):
        self.disturb([node], scope)
        return UNKNOWN

    def comprehended(self, node, scope, parts):
        """All elements of a comprehension; UNKNOWN when their number is."""
        items = self.items(self.value(node.generators[0].iter, scope))
        if items is None:
            self.disturb([*parts, *node.generators], scope)
            return UNKNOWN
        made = []
        for element in self.elements_of(node.generators, parts, items, Scope(scope, inner=True)):
            made.append(element)
            if len(made) > _MOST_ITEMS:
                raise Stop
        return UNKNOWN if any(element is None for element in made) else [element[0] for element in made]

    def elements_of(self, generators, parts, items, scope):
        """The elements of a comprehension one by one, each in a tuple; None for those that may not be there."""
        generator, *rest = generators
        if generator.is_async:
            raise Stop
        for item in items:
            self.allowance.spend()
            self.bind_inside(generator.target, item, scope)
            held = self._holds(generator.ifs, scope)
            if is_unknown(held):
                self.disturb([*parts, *rest], scope)
                yield None
            elif held and rest:
                inner = self.items(self.value(rest[0].iter, scope))
                if inner is None:
                    self.disturb([*parts, *rest], scope)
                    yield None
                else:
                    yield from self.elements_of(rest, parts, inner, scope)
            elif held:
                values = [self.value(part, scope) for part in parts]
                yield (values[0] if len(parts) == 1 else tuple(values),)

    def _holds(self, conditions, scope):
        for place, condition in enumerate(conditions):
            holds = truth(self.value(condition, scope))
            if is_unknown(holds):
                self.disturb(conditions[place + 1 :], scope)
            if is_unknown(holds) or not holds:
                return holds
        return True

    def bind_inside(self, target, item, scope):
        """Binds the variables of a comprehension, which are its own."""
        home, scope.home = scope.home, scope
        try:
            self.bind(target, item, scope)
        finally:
            scope.home = home

    def items(self, value):
        """An iterator over what a loop over `value` would go through; None when that cannot be told."""
        if type(value) is Own:
            return self.watched(value.items)
        if is_unknown(value):
            self.fragile = True
            return None
        if type(value) is list:
            return self.watched(self._indexed(value))
        return self.watched(iter(value), value) if can_be_iterated(value) else None

    def watched(self, items, source=None):
        """The items as the code would find them, until what they come from changes."""
        for item in items:
            if has_destructor(item):
                raise Stop
            if source is not None and id(source) in self.memory.changed:
                raise Stop
            yield self.memory.current(item)

    def _indexed(self, source):
        """Goes through a list as Python does, whatever is appended or removed meanwhile."""
        place = 0
        while True:
            values = self.memory.current(source)
            if is_unknown(values):
                raise Stop
            if place >= len(values):
                return
            yield values[place]
            place += 1

    def listed(self, items):
        made = []
        for item in items:
            made.append(item)
            if len(made) > _MOST_ITEMS:
                raise Stop
        self.allowance.spend(len(made) // 20)
        return made
