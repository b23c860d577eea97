"""The names that code in the REPL gets for finding its way in `files`, a mapping from path to text."""

from .hits import Hits

TODO_WORDS = ("TODO", "FIXME", "XXX", "HACK")


class Navigator:
    """The helpers over one corpus; each returns `Hits`, whose items print as `path:line: …` and can be cited."""

    def __init__(self, files):
        from .symbols import Symbols
        from .texts import Texts

        self.files = files
        self.texts = Texts(files)
        self.symbols = Symbols(self.texts)

    def grep(self, pattern, path="", ignore_case=False, context=0, limit=500):
        """Lines that match a regular expression. `path`: folder, file, glob or part of a path ("" is everything)."""
        from .matching import grep

        return grep(self.texts, pattern, path, ignore_case, context, limit)

    def located(self, hits):
        """The same hits with `within`, the definition around each (the first 300)."""
        for hit in hits[:300]:
            item = self.symbols.enclosing(hit.path, hit.line)
            hit.within = item.qualified if item is not None else ""
        return hits

    def lines(self, path, first=1, last=None):
        """Lines `first` to `last` (inclusive) of a file, `lines(path, "670-700")`, or around a hit: `lines(hit)`."""
        from .excerpts import lines

        return lines(self.texts, path, first, last)

    def tree(self, path="", depth=2):
        """Folders with their numbers of files and lines, and the files at the top."""
        from .folders import tree

        return tree(self.texts, path, depth)

    def place(self, word):
        """The file or folder that a word means (`ignore`, `redis-cli`), as a path for the other helpers; "" for none."""
        from .folders import place

        return place(self.texts, word)

    def find_files(self, name="", path="", language="", sort=""):
        """Files by a part of their name, folder or language, with `lines`, `size`, `language`; sort="lines" or "size"."""
        from .folders import find_files

        return find_files(self.texts, path, language, name, sort)

    def languages(self, path=""):
        """Languages with their numbers of files and lines, the most lines first."""
        from .folders import languages

        return languages(self.texts, path)

    def outline(self, path="", values=False):
        """Definitions of a file in order (of a folder: the top level of each file): kind, name, line range, signature."""
        from .folders import outline

        return outline(self.symbols, path, values)

    def definitions(self, name="", kind="", path="", of="", public=False, exact=False, limit=None):
        """Definitions by name (`Type.method` too), kind (class, struct, function, method, protocol, constant …), the type
        they belong to (`of`), or all that other modules can see (`public`). Without `exact`, falls back on other
        spellings of the name."""
        found = self.symbols.definitions(name, kind, path, of, limit, exact)
        if public:
            from .visibility import is_public

            found = Hits([hit for hit in found if is_public(hit)], found.what, note="; ".join(filter(None, ["public", found.note])))
        return found

    def usages(self, name, path="", comments=False, limit=None):
        """Occurrences of an identifier that are not its definition, with `kind` (call, import, reference) and `within`.
        `comments=True` adds those in comments, strings and documents."""
        from .usages import usages

        return usages(self.symbols, name, path, comments, limit=limit)

    def callers(self, name, path="", limit=None):
        """Call sites of a function; `within` is the function that calls."""
        from .usages import usages

        return usages(self.symbols, name, path, calls_only=True, limit=limit)

    def callees(self, name):
        """Calls inside a function's body, in order, given its name or hit; `name` of each hit is what is called."""
        from .usages import callees

        return callees(self.symbols, name)

    def subtypes(self, name, path="", deep=False):
        """Subclasses, conforming and implementing types; deep=True adds theirs."""
        from .subtypes import subtypes

        return subtypes(self.symbols, name, path, deep)

    def search(self, query, k=10, path=""):
        """The passages that fit a question best: words and identifier parts, ranked. For "where is X decided"."""
        from .search import search

        return search(self.symbols, query, k, path)

    def imports(self, path="", of=""):
        """Import statements of files; `of="module"` finds who imports it. `name` is the module."""
        from .imports import imports

        return imports(self.symbols, path, of)

    def dependencies(self, path=""):
        """What the package manifests (Package.swift, pyproject.toml, go.mod, Cargo.toml, package.json …) require."""
        from .manifests import dependencies

        return dependencies(self.texts, path)

    def todos(self, path="", words=TODO_WORDS):
        """Lines with TODO, FIXME, XXX or HACK; `kind` is the word."""
        from .notes import todos

        return todos(self.texts, path, words)

    def errors(self, path="", pattern=""):
        """Places that raise, throw, return or log an error; `name` is the message."""
        from .errors import errors

        return errors(self.texts, path, pattern)

    def environment(self, path=""):
        """Places that read an environment variable; `name` is the variable."""
        from .environment import environment

        return environment(self.texts, path)

    def flags(self, path=""):
        """Command-line flags that the code declares; `name` is the flag."""
        from .flags import flags

        return flags(self.texts, path)

    def tests(self, path=""):
        """Test functions and test cases."""
        from .testcases import tests

        return tests(self.symbols, path)

    def values(self, name, path=""):
        """Lines that give a name its value: constants, assignments, defaults, configuration; `value` is the value."""
        from .values import values

        return values(self.symbols, name, path)

    def doc(self, what):
        """The doc comment of a definition, given by name or as a hit."""
        from .documents import doc

        return doc(self.symbols, what)

    def summary(self, path="", k=14):
        """What a file, a folder or the whole is, in lines that stand there: README, purposes, main types."""
        from .documents import summary

        return summary(self.symbols, path, k)

    def parts(self, path=""):
        """The folders directly below `path` (of a folder without folders: its files); `purpose` is what each is for."""
        from .parts import parts

        return parts(self.symbols, path)

    def commits(self, query="", path="", k=10):
        """Commits of a log or patch series that fit a query; `name` is the id, `subject` the first line."""
        from .history import commits

        return commits(self.texts, query, path, k)


NAMES = (
    "grep located lines tree place find_files languages outline definitions usages callers callees subtypes search imports dependencies todos errors "
    "environment flags tests values doc summary parts commits"
).split()


def names(files):
    """The helpers by name, bound to `files`; nothing is read or parsed before a helper is called."""
    return names_of(Navigator(files))


def names_of(navigator):
    """The helpers by name, those of one navigator."""
    from .guard import guarded
    from .hits import count
    from .reports import cite, relevant, report

    helpers = {name: guarded(getattr(navigator, name), navigator.texts) for name in NAMES}
    helpers.update(amount=count, cite=cite, report=report, relevant=relevant)
    return helpers
