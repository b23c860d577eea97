"""Which name someone may have meant who wrote one that is not there."""

import re

#: What other tools call what the helpers do.
MEANINGS = {
    "read": "lines", "view": "lines", "cat": "lines", "open": "lines", "show": "lines", "head": "lines", "content": "files",
    "list": "tree", "ls": "tree", "dir": "tree", "folders": "tree", "directory": "tree", "structure": "tree",
    "find": "find_files", "glob": "find_files", "rg": "grep", "regex": "grep", "match": "grep", "text": "grep",
    "search": "search", "query": "search", "symbol": "definitions", "symbols": "definitions", "class": "definitions",
    "function": "definitions", "definition": "definitions", "references": "usages", "refs": "usages", "uses": "usages",
    "calls": "callers", "subclasses": "subtypes", "implementations": "subtypes", "conformers": "subtypes",
    "llm": "llm_query", "ask": "llm_query", "batch": "llm_query_batched", "answer": "FINAL", "final": "FINAL",
}  # fmt: skip


def near_names(name, known, most):
    """Names that are spelt alike, that share a word, or that do what the words say."""
    from difflib import get_close_matches

    lowered = {}
    for one in known:
        lowered.setdefault(one.lower(), one)
    words = [word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", name)]
    found = [lowered[one] for one in get_close_matches(name.lower(), lowered, most, 0.75)]
    for word in words:
        found += [MEANINGS[word]] if MEANINGS.get(word) in known else []
    for word in words:
        found += [one for one in known if len(word) > 2 and word.rstrip("s") in [part.rstrip("s") for part in one.lower().split("_")]]
    return list(dict.fromkeys(found))[:most]
