"""A definition found in a file, and the words for its kind."""

CONTAINERS = frozenset("class struct enum union actor protocol interface trait extension impl record object type".split())
SPACES = CONTAINERS | {"namespace", "module"}
CALLABLE = frozenset("function method initializer deinitializer subscript test macro".split())
VALUES = frozenset("define variable constant property field case key option".split())

# What a question may call a kind → the kinds it means.
GROUPS = {
    "function": {"function", "method", "initializer", "deinitializer"},
    "free function": {"function"},
    "method": {"method", "initializer", "deinitializer", "subscript"},
    "interface": {"interface", "protocol", "trait"},
    "protocol": {"interface", "protocol", "trait"},
    "trait": {"interface", "protocol", "trait"},
    "class": {"class", "record", "object"},
    "type": {"class", "struct", "enum", "union", "actor", "protocol", "interface", "trait", "record", "object", "type"},
    "alias": {"type"},
    "typedef": {"type"},
    "typealias": {"type"},
    "field": {"field", "property"},
    "property": {"field", "property"},
    "attribute": {"field", "property"},
    "member": {"field", "property", "method", "initializer", "case"},
    "variable": {"variable", "option"},
    "constant": {"constant", "define"},
    "macro": {"macro", "define"},
    "initializer": {"initializer"},
    "constructor": {"initializer"},
    "heading": {"section"},
    "module": {"module", "namespace"},
    "namespace": {"module", "namespace"},
    "enumerator": {"case"},
    "rule": {"target"},
}

# The order in which definitions of one name are told.
RANK = {kind: rank for rank, kind in enumerate(
    "class struct enum union actor record protocol interface trait object type function macro method initializer test "
    "define constant variable option property field case namespace module impl extension prototype section key".split())}


def kinds_of(kind):
    """The set of kinds that a word means: `interfaces` → interface, protocol, trait."""
    if not kind:
        return None
    if not isinstance(kind, str):
        return set().union(*(kinds_of(one) for one in kind))
    word = kind.lower().strip()
    for form in (word, word[:-1] if word.endswith("s") else "", word[:-2] if word.endswith("es") else "", word[:-3] + "y" if word.endswith("ies") else ""):
        if form in GROUPS:
            return GROUPS[form]
        if form in RANK or form in SPACES or form in CALLABLE:
            return {form}
    return {word}


class Definition:
    """A named thing in a file, with where it stands.

    name, owner      its own name and the dotted names around it
    line, end_line   from the line of its name to its last line
    first            the line where it begins, with its attributes and modifiers
    signature        its text up to its body, on one line
    at               byte offset of the name in the file's UTF-8, or -1 when found by lines
    span             where it begins and ends, in bytes, or in lines when found by lines
    inside           the definition around it, or None
    is_certain       False where its part of the file could not be parsed and a line pattern found it
    """

    __slots__ = ("path", "name", "kind", "owner", "line", "end_line", "first", "signature", "at", "span", "inside", "separator", "is_certain")

    def __init__(self, path, name, kind, line, end_line, first, signature, at=-1, owner="", separator=".", span=None):
        self.path, self.name, self.kind, self.owner = path, name, kind, owner
        self.line, self.end_line, self.first = line, end_line, first
        self.span = span or (first, end_line)
        self.signature, self.at, self.inside, self.separator = signature, at, None, separator
        self.is_certain = True

    @property
    def qualified(self):
        return f"{self.owner}{self.separator}{self.name}" if self.owner else self.name

    def __repr__(self):
        return f"Definition({self.kind} {self.qualified} {self.path}:{self.line}-{self.end_line})"


def nest(definitions):
    """Sets `inside`, `owner` and the kinds that depend on it; drops what is local to a function.

    The definitions must be in order of their beginnings, the longer first.
    """
    kept, around = [], []
    for item in definitions:
        while around and not (around[-1].span[0] <= item.span[0] and item.span[1] <= around[-1].span[1]):
            around.pop()
        inside = next((one for one in reversed(around) if one.kind not in VALUES), None)
        while inside is not None and inside.kind == "type" and item.kind in CONTAINERS:
            inside = inside.inside  # `typedef struct item {…} item;`: the struct is not inside the name given to it
        holder = around[-1] if around else None
        if item.kind == "define":
            inside = None
        if item.kind in VALUES and item.kind != "define" and holder is not None and holder.kind not in SPACES:
            continue
        item.inside = inside
        if inside is not None and not item.owner:
            item.owner = inside.qualified
        elif inside is not None and inside.kind in ("namespace", "module"):
            item.owner = f"{inside.qualified}{item.separator}{item.owner}"
        settle_kind(item, inside)
        kept.append(item)
        if item.end_line > item.line or item.kind not in VALUES:
            around.append(item)
    return kept


def settle_kind(item, inside):
    """A function in a type is a method, a variable in a type a field; a name in capitals is a constant."""
    in_type = inside is not None and inside.kind in CONTAINERS
    if item.kind == "define":
        return
    if item.kind == "function" and (in_type or (item.owner and inside is None)):
        item.kind = "method"
    elif item.kind == "variable":
        if item.signature.startswith("extern "):
            item.kind = "prototype"
        elif in_type:
            item.kind = "field"
        elif is_constant_name(item.name):
            item.kind = "constant"
    elif item.kind == "property":
        if not in_type:
            item.kind = "constant" if " let " in f" {item.signature} " else "variable"


def is_constant_name(name):
    return name.isupper() and len(name) > 1 and not name.startswith("__")


def result_of(item):
    """What a function returns, as its signature says; empty for other definitions and where it says nothing."""
    if item.kind not in CALLABLE and item.kind != "prototype":
        return ""
    before, found, after = item.signature.partition(item.name)
    at = after.find("(")
    if not found or at < 0:
        return ""
    depth, end = 0, len(after)
    for place in range(at, len(after)):
        depth += (after[place] in "([{") - (after[place] in ")]}")
        if depth == 0:
            end = place + 1
            break
    rest = after[end:].strip()
    for mark in ("->", ":"):
        if mark in rest:
            return rest.partition(mark)[2].partition(" where ")[0].strip()
    if item.path.endswith(".go"):
        return rest
    if item.path.endswith((".c", ".h", ".cc", ".cpp", ".hpp", ".java", ".cs", ".m", ".mm", ".cxx", ".hh")):
        words = [word for word in before.replace("*", " * ").split() if word not in ("static", "inline", "extern", "public", "private", "protected", "final", "const", "virtual", "override", "synchronized", "abstract")]
        return " ".join(words).replace(" * *", " **")
    return ""
