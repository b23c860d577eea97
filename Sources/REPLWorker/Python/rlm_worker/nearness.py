"""Which paths someone may have meant who wrote one that is not there."""

MOST = 50_000


def near_paths(path, paths, most=3):
    """Files and folders whose names are spelt like the last part of `path`, the best first."""
    from difflib import get_close_matches

    wanted = path.strip("/").rsplit("/", 1)[-1].lower()
    names = {}
    for known in paths:
        parts = known.split("/")
        for level, part in enumerate(parts):
            names.setdefault(part.lower(), "/".join(parts[: level + 1]) + ("/" if level < len(parts) - 1 else ""))
            if level == len(parts) - 1 and "." in part[1:]:
                names.setdefault(part.lower().rpartition(".")[0], known)
        if len(names) > MOST:
            break
    if not wanted:
        return []
    stem = wanted.rpartition(".")[0] or wanted
    found = get_close_matches(wanted, names, most, 0.85) + get_close_matches(stem, names, most, 0.65)
    if len(stem) > 3:
        found += [name for name in names if stem in name or len(name) > 3 and name in stem][: most - len(found)]
    return list(dict.fromkeys(names[name] for name in found))[:most]


def advice(path, paths):
    """`; near: a, b`, or where to look when nothing is spelt alike."""
    near = near_paths(path, paths)
    return f"; near: {', '.join(near)}" if near else "; tree() lists the folders"
