"""Whether a definition is meant for other modules, by each language's own rule."""

import re

from .languages import BY_SUFFIX


def is_public(hit):
    """By `public`, `pub`, `export`, a capital letter or a missing underscore, as the file's language has it."""
    name = hit.name.rsplit(".", 1)[-1].rsplit("::", 1)[-1]
    suffix = "." + hit.path.rsplit(".", 1)[-1]
    language = BY_SUFFIX.get(suffix)
    spoken = language.name if language else ""
    signature = hit.signature
    if spoken == "python":
        return not any(part.startswith("_") and not part.endswith("__") for part in hit.name.split("."))
    if spoken in ("swift", "kotlin"):
        return bool(re.search(r"\b(?:public|open)\b", signature)) if spoken == "swift" else not re.search(r"\b(?:private|internal|protected)\b", signature)
    if spoken == "rust":
        return bool(re.match(r"(?:#\[[^\]]*\]\s*)*pub\b(?!\s*\()", signature))
    if spoken == "go":
        return name[:1].isupper() and not hit.path.endswith("_test.go")
    if spoken in ("java", "csharp"):
        return bool(re.search(r"\bpublic\b", signature))
    if spoken in ("javascript", "typescript", "tsx"):
        return "export" in hit.text or hit.kind == "method" and not name.startswith(("_", "#"))
    if spoken in ("c", "cpp"):
        return "static" not in signature.split("(")[0] and (hit.path.endswith((".h", ".hpp", ".hh")) or hit.kind == "function")
    if spoken == "emacs-lisp":
        return "--" not in name
    return not name.startswith("_")
