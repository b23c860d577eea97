"""Matches of a table of patterns, one pattern a language, over the files that are code."""

import re

from .languages import language_of
from .places import place_rank
from .texts import LineCounter

TEXT_LANGUAGES = frozenset("markdown restructuredtext org text html json css toml ini yaml".split())
# Languages that share the patterns of another.
SAME = (("cpp", "c"), ("typescript", "javascript"), ("tsx", "javascript"), ("kotlin", "java"), ("lisp", "emacs-lisp"))
COMPILED = {}


def add_kin(table):
    """Gives each language that has no pattern of its own in `table` that of its kin."""
    for same, as_this in SAME:
        if as_this in table:
            table.setdefault(same, table[as_this])


def compiled(table, language):
    pattern = table.get(language)
    if pattern is None:
        return None
    if pattern not in COMPILED:
        COMPILED[pattern] = re.compile(pattern, re.MULTILINE)
    return COMPILED[pattern]


def code_files(texts, path):
    """(path, text, language's name) of the files that are code."""
    for known in texts.select(path):
        text = texts.files[known]
        language = language_of(known, text[:4096])
        if language is not None and language.name not in TEXT_LANGUAGES:
            yield known, text, language.name


def is_commented(text, at, language_name):
    """Whether the line up to `at` is a comment."""
    start = text.rfind("\n", 0, at) + 1
    before = text[start:at].lstrip()
    return before.startswith(("//", "*", "/*")) or (before.startswith("#") and language_name in ("python", "shell", "ruby", "tcl", "make", "yaml", "perl")) or (before.startswith(";") and language_name == "emacs-lisp")


def matches(texts, path, table, fallback=False):
    """(path, text, match, line number, line) of each match of the table's patterns outside comment lines."""
    for known, text, language in code_files(texts, path):
        pattern = compiled(table, language) or (compiled(table, "") if fallback else None)
        if pattern is None:
            continue
        counter = LineCounter(text)
        for match in pattern.finditer(text):
            if not is_commented(text, match.start(), language):
                line = counter.at(match.start())
                yield known, text, match, line, texts.line(known, line)


def by_place(hits):
    return sorted(hits, key=lambda hit: place_rank(hit.path))


def distinct(hits, what):
    names = len({hit.name for hit in hits})
    return f"{names} different {what}s" if names > 1 else ""
