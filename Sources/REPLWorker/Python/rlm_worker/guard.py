"""The helpers as cells call them: a mistake in a call is told in one sentence, with what to write instead."""

from functools import wraps

from .hits import Hits, Row
from .languages import language_of
from .nearness import advice
from .numbered import resited

#: Longer than any path.
LONGEST = 1000
CHECKED = 50


def guarded(function, texts):
    """`function`, a method of the navigator, with its arguments and its result looked at."""
    name = function.__name__
    code = function.__func__.__code__
    parameters = code.co_varnames[1 : code.co_argcount]
    at = parameters.index("path") if "path" in parameters else None

    @wraps(function)
    def call(*arguments, **named):
        path = named.get("path", arguments[at] if at is not None and at < len(arguments) else "")
        check_path(name, path, texts)
        try:
            result = function(*arguments, **named)
        except TypeError:
            complaint = misfit(function, arguments, named)
            if complaint:
                raise TypeError(complaint) from None
            raise
        if isinstance(result, Hits):
            tell_missing(result, path, texts)
            if name != "lines" and result and not isinstance(result[0], Row):
                resited(texts, result)
        return result

    return call


def check_path(name, path, texts):
    for one in path if isinstance(path, (list, tuple, set, frozenset)) else (path,):
        if isinstance(one, str) and not hasattr(one, "path") and (len(one) > LONGEST or "\n" in one):
            raise TypeError(f"{name} takes a path, such as {example(texts)!r}, not a text; the text is looked up by its path")
        if one is not None and not isinstance(one, str) and not hasattr(one, "__fspath__"):
            raise TypeError(f"{name} takes a path, such as {example(texts)!r}, not {type(one).__name__}")


def example(texts):
    """A path of the corpus, one of a source file if there is one."""
    first = next(iter(texts.files), "src/main.py")
    return next((path for path in texts.files if language_of(path) and language_of(path).rows), first)


def misfit(function, arguments, named):
    """What is wrong with the arguments, and the helper's signature; empty when they fit."""
    from inspect import signature

    wanted = signature(function)
    try:
        wanted.bind(*arguments, **named)
    except TypeError as error:
        return f"{error}; write {function.__name__}{wanted}"
    return ""


def tell_missing(result, path, texts):
    """Says in the list which paths match no file, where it could be taken for an answer."""
    if isinstance(path, (list, tuple, set, frozenset)):
        missing = [one for one in list(path)[:CHECKED] if isinstance(one, str) and one not in texts.files and not hasattr(one, "path") and not texts.select(one)]
        if not path:
            result.problem = "no file to look at: the list of paths is empty"
    else:
        missing = [] if result or not path or texts.select(path) else [str(path)]
    if missing:
        told = "; ".join(f"no file matches path {one!r}{advice(one, texts.files)}" for one in missing)
        if result:
            result.note = "; ".join(filter(None, [result.note, told]))
        else:
            result.problem = told
