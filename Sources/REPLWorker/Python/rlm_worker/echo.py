"""The values of a cell's expressions, as they are shown."""


def shown(value, limit):
    """The `repr` of a value; of a very long string only what the host will keep of it."""
    if type(value) in (str, bytes) and len(value) > 4 * limit:
        return f"{value[: 2 * limit]!r}\n… {len(value) - 4 * limit} characters …\n{value[-2 * limit :]!r}"
    return repr(value)


def is_worth_showing(value, called, names):
    """Whether an expression in the middle of a cell is shown: a list of hits, or what a helper returned."""
    return getattr(type(value), "echoed", False) is True or called is not None and names.is_helper(called)
