"""Tracebacks as a model should see them: its own lines, not the worker's."""
from . import PREFIX

_LONGEST = 50_000


def remember(filename, source):
    """Lets tracebacks quote the lines of a cell."""
    import linecache

    linecache.cache[filename] = (len(source), None, source.splitlines(keepends=True), filename)


def text_of(error):
    """The traceback of what a cell raised."""
    try:
        import traceback

        told = traceback.TracebackException.from_exception(error, limit=200, compact=True)
        _hide_worker(told, set())
        text = "".join(told.format())
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
    told.stack[:] = [frame for frame in told.stack if not frame.filename.startswith(PREFIX)]
    for other in [told.__cause__, told.__context__, *(told.exceptions or ())]:
        _hide_worker(other, seen)
