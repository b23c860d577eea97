"""The value of a cell's last expression, as it is shown."""


def shown(value, limit):
    """The `repr` of a value; of a very long string only what the host will keep of it."""
    if type(value) in (str, bytes) and len(value) > 4 * limit:
        return f"{value[: 2 * limit]!r}\n… {len(value) - 4 * limit} characters …\n{value[-2 * limit :]!r}"
    return repr(value)
