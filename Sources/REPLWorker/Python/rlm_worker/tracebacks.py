"""Tracebacks as a model should see them: its own lines, not the worker's."""
import linecache

from . import PREFIX

_LONGEST = 50_000


def remember(filename, source):
    """Lets tracebacks quote the lines of a cell."""
    linecache.cache[filename] = (len(source), None, source.splitlines(keepends=True), filename)


def text_of(error, names=None):
    """The traceback of what a cell raised, with a line of help where the cell could not know better."""
    try:
        import traceback

        told = traceback.TracebackException.from_exception(error, limit=200, compact=True)
        _hide_worker(told, set())
        text = "".join(told.format()) + help_for(error, names)
    except BaseException:
        text = f"{type(error).__name__}: the traceback could not be made\n"
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST // 2]}\n…\n{text[-_LONGEST // 2:]}"


def text_of_syntax_error(error):
    """What is wrong with a cell that does not compile, with the line and the place in it."""
    import traceback

    return "".join(traceback.format_exception_only(error))


def _hide_worker(told, seen):
    if told is None or id(told) in seen:
        return
    seen.add(id(told))
    told.stack[:] = [frame for frame, is_own in zip(told.stack, _own_frames(told.stack)) if is_own]
    for other in [told.__cause__, told.__context__, *(told.exceptions or ())]:
        _hide_worker(other, seen)


def _own_frames(stack):
    """For each frame whether it is the model's business: not the worker's, nor of a library that the worker called."""
    inside = False
    for frame in stack:
        if frame.filename.startswith(PREFIX):
            inside = True
        elif frame.filename.startswith("<cell "):
            inside = False
        yield not inside


def help_for(error, names):
    """A sentence on what to use instead; empty where there is nothing to say."""
    if type(error) is NameError and names is not None and type(error.name) is str:
        near = names.near(error.name)
        return f"help: there is {', '.join(near)}\n" if near else ""
    if type(error) in (FileNotFoundError, PermissionError) and type(error.filename) is str:
        return "help: the input is not on disk: files[path] is a file's text, tree() lists the folders\n"
    return ""
