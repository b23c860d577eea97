# Runs before each program.
chunks = [f"c{i}" for i in range(8)]


def ask(c):
    return llm_query(f"Ask {c}")


def readable(value):
    """A value as text that is the same in every process: sets in order, functions without their addresses."""
    if isinstance(value, (set, frozenset)):
        return "{" + ", ".join(sorted(map(readable, value))) + "}"
    if isinstance(value, (list, tuple)):
        return type(value).__name__ + "[" + ", ".join(map(readable, value)) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{readable(k)}: {readable(v)}" for k, v in value.items()) + "}"
    return "<function>" if callable(value) else repr(value)


def show(*values):
    print(*map(readable, values))
