"""Saves the model's own variables as text and brings them back in another worker.

Values go through `pickle`, each by itself, so that one that cannot be pickled is lost alone; the corpus is named, not
copied. Functions and classes of cells are saved as their source. What is loaded is what a model made: it is loaded in
a worker only, where model-written code runs anyway.
"""
import types

from .names import is_a, type_name

#: Characters of all that is saved; an answer, which is the way to the host, may be 8 million.
MOST = 6_000_000


class Variables:
    """The model's own variables on their way between workers."""

    def __init__(self, names, corpus):
        self._names = names
        self._known = {"context": corpus.context, "files": corpus.files}

    def save(self):
        """All variables that can be saved, as one word of ASCII."""
        import base64
        import json
        import zlib

        saved = {"modules": self._modules(), "sources": {}, "pickles": {}, "lost": {}}
        room = MOST
        for name, value in list(self._names.own().items()):
            if type(name) is not str or is_given(name):
                continue
            try:
                if is_definition(value):
                    kind, text = "sources", source_of(value)
                else:
                    kind, text = "pickles", base64.b64encode(self._pickled(value, room * 3 // 4)).decode()
                if len(text) > room:
                    raise TooLarge
                room -= len(text)
                saved[kind][name] = text
            except Exception as error:
                saved["lost"][name] = type_name(value) + (", too large" if isinstance(error, TooLarge) else "")
        return base64.b64encode(zlib.compress(json.dumps(saved).encode(), 1)).decode()

    def load(self, text):
        """Brings variables back; returns a sentence for the model on how that went."""
        import base64
        import json
        import zlib

        saved = json.loads(zlib.decompress(base64.b64decode(text)))
        waiting = [(kind, name, text) for kind in ("modules", "sources", "pickles") for name, text in saved[kind].items()]
        failed = {}
        while waiting:
            # A definition may need a value and a value a definition: each round makes what it can.
            failed = {}
            for kind, name, text in waiting:
                try:
                    self._make(kind, name, text)
                except Exception as error:
                    failed[name] = (kind, text, type(error).__name__)
            if len(failed) == len(waiting):
                break
            waiting = [(kind, name, text) for name, (kind, text, _) in failed.items()]
        lost = saved["lost"] | {name: why for name, (_, _, why) in failed.items()}
        return told(len(saved["sources"]) + len(saved["pickles"]), lost)

    def _make(self, kind, name, text):
        values = self._names.values
        if kind == "sources":
            define(name, text, values)
        elif kind == "pickles":
            values[name] = self._unpickled(text)
        elif name not in values:
            values[name] = __import__(text)

    def _modules(self):
        """What cells have imported, by its name in the session."""
        return {
            name: value.__name__
            for name, value in list(self._names.values.items())
            if type(name) is str and not name.startswith("_") and is_a(value, types.ModuleType) and "." not in value.__name__
        }

    def _pickled(self, value, room):
        import pickle

        names = {id(known): name for name, known in self._known.items()}

        class Pickler(pickle.Pickler):
            def persistent_id(self, value):
                return names.get(id(value))

        out = Bounded(room)
        Pickler(out, protocol=5).dump(value)
        return b"".join(out.parts)

    def _unpickled(self, text):
        import base64
        import io
        import pickle

        known = self._known

        class Unpickler(pickle.Unpickler):
            def persistent_load(self, name):
                return known[name]

        return Unpickler(io.BytesIO(base64.b64decode(text))).load()


class TooLarge(Exception):
    """There is no room for a value."""


class Bounded:
    """A file that takes only so many bytes."""

    def __init__(self, room):
        self.parts = []
        self._room = room

    def write(self, data):
        data = bytes(data)
        self._room -= len(data)
        if self._room < 0:
            raise TooLarge
        self.parts.append(data)
        return len(data)


def is_given(name):
    """Whether the host gives a new worker this name anyway."""
    kind, _, number = name.partition("_")
    return name == "history" or kind in ("history", "context") and number.isdecimal()


def is_definition(value):
    """Whether a cell has defined it by `def` or `class`."""
    kinds = (types.FunctionType, type)
    return any(is_a(value, kind) for kind in kinds) and value.__module__ == "__main__" and value.__name__ != "<lambda>"


def source_of(value):
    """The text of the latest definition, at the top of a cell, of a function or class."""
    import ast
    import linecache

    for filename, entry in reversed(list(linecache.cache.items())):
        if not filename.startswith("<cell ") or len(entry) != 4:
            continue
        text = "".join(entry[2])
        if value.__name__ not in text:
            continue
        try:
            body = ast.parse(text).body
        except SyntaxError:
            continue
        for node in reversed(body):
            if getattr(node, "name", None) == value.__qualname__ and hasattr(node, "decorator_list"):
                first = min([node.lineno, *(each.lineno for each in node.decorator_list)])
                return "".join(entry[2][first - 1 : node.end_lineno])
    raise ValueError("its source is not known")


def define(name, source, values):
    """Runs a definition again; the name may be another one for it."""
    from .tracebacks import remember

    filename = f"<cell of {name}>"
    remember(filename, source)
    made = {**values}
    exec(compile(source, filename, "exec", dont_inherit=True), values)
    fresh = [key for key, value in values.items() if made.get(key) is not value]
    if name not in fresh and fresh:
        values[name] = values[fresh[0]]


def told(count, lost):
    """What a model has to know of how its variables have fared."""
    if not count and not lost:
        return ""
    text = "Python was started anew." + (" Your variables were brought back." if count else "")
    if lost:
        gone = ", ".join(f"`{name}` ({why})" for name, why in list(lost.items())[:40])
        text += f" These could not be kept: {gone}."
    return text
