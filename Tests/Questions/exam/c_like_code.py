"""Calls and uses in languages with C's comments: by pattern over code without comments and strings."""

import re

from .masking import closing_brace, mask
from .swift_code import SwiftFile
from .tags import tags

LANGUAGES = {
    "c": (".c", ".h", ".cc", ".cpp", ".hpp"),
    "go": (".go",),
    "rust": (".rs",),
    "swift": (".swift",),
    "javascript": (".js",),
}
_FUNCTION_KINDS = {"function", "func", "method", "macro"}


def files_of(repository, language, paths):
    suffixes = LANGUAGES[language]
    return [path for path in repository.files(*paths) if path.endswith(suffixes)]


def masked_lines(repository, path, language):
    return mask(repository.text(path), language).split("\n")


def calls(repository, name, language, paths):
    """(path, line, (name, line, end) of the function around it or None) of each call, declarations left out."""
    pattern = re.compile(r"(?<![\w$])" + re.escape(name) + r"\s*(?:::<[^>]*>)?\(")
    declaration = re.compile(r"\b(?:func|fn)\s+(?:\([^)]*\)\s*)?" + re.escape(name) + r"\b")
    found = []
    for path in repository.files_with_word(name, *files_of(repository, language, paths)):
        functions = extents(repository, path, language)
        for number, line in enumerate(masked_lines(repository, path, language), 1):
            if not pattern.search(line) or declaration.search(line):
                continue
            owner = innermost(functions, number)
            if language == "c" and (owner is None or owner[1] == number):
                continue
            found.append((path, number, owner))
    return found


def other_lines(repository, name, language, paths):
    """Lines with a name that do not call it: definitions and references in code, then prototypes and comments."""
    called = {(path, line) for path, line, _ in calls(repository, name, language, paths)}
    source = set(files_of(repository, language, paths))
    references, asides = [], []
    for path, number, _ in repository.grep("-wF", "-e", name, paths=paths):
        if (path, number) in called:
            continue
        line = masked_lines(repository, path, language)[number - 1] if path in source else ""
        outside = language == "c" and not innermost(extents(repository, path, language), number)
        prototype = outside and line.rstrip().endswith(";")
        in_code = re.search(rf"\b{re.escape(name)}\b", line) and not prototype
        (references if in_code else asides).append((path, number))
    return references, asides


def extents(repository, path, language):
    """(name, first line, last line) of each function of a file."""
    if language == "swift":
        declared = SwiftFile(repository, path).functions()
        return [(one.name, one.line, one.end) for one in declared]
    functions = [tag for tag in tags(repository, [path]) if tag.kind in _FUNCTION_KINDS]
    if language != "rust":
        return [(tag.name, tag.line, tag.end) for tag in functions]
    masked = mask(repository.text(path), language)
    return [(tag.name, tag.line, block_end(masked, tag.line)) for tag in functions]


def block_end(masked, line):
    """The last line of the block that opens on a line or after it, for languages whose ends ctags does not tell."""
    start = 0
    for _ in range(line - 1):
        start = masked.index("\n", start) + 1
    return masked.count("\n", 0, closing_brace(masked, start)) + 1


def innermost(functions, line):
    around = [one for one in functions if one[1] <= line <= one[2]]
    return max(around, key=lambda one: one[1], default=None)


def uses(repository, word, language, paths):
    """(path, line) where a word stands in code, its definition by `#define` left out."""
    pattern = re.compile(r"(?<![\w$])" + re.escape(word) + r"(?![\w$])")
    definition = re.compile(r"^\s*#\s*define\s+" + re.escape(word) + r"\b")
    found = []
    for path in repository.files_with_word(word, *files_of(repository, language, paths)):
        for number, line in enumerate(masked_lines(repository, path, language), 1):
            if pattern.search(line) and not definition.match(line):
                found.append((path, number))
    return found


def rust_implementations(repository, trait, paths):
    """(type, path, line) of each `impl Trait for Type`."""
    pattern = re.compile(
        r"^[ \t]*(?:unsafe\s+)?impl\b(?:\s*<(?:[^<>{]|<[^<>{]*>)*>)?\s+(?:[\w:]+::)?"
        + re.escape(trait) + r"\b(?:<[^{]*?>)?\s+for\s+&?(?:'\w+\s+)?(?:mut\s+)?(?:[\w]+::)*(\w+)", re.M)
    found = []
    for path in repository.files_with_word(trait, *files_of(repository, "rust", paths)):
        masked = mask(repository.text(path), "rust")
        for match in pattern.finditer(masked):
            found.append((match.group(1), path, masked.count("\n", 0, match.start(1)) + 1))
    return found
