"""Texts whose lines carry a path and a number of their own, as the helpers print them.

A passage that was handed on as `str(lines(path))` or `str(grep(…))` is such a text: the place to cite is the one that
the line names, not its place in the passage.
"""

import re

from .languages import language_of

ROW = re.compile(r"(?P<path>[^\s:]*[./][^\s:]*):(?P<line>\d+)(?P<span>-\d+)?(?: \([^()]*(?:\([^()]*\)[^()]*)*\))?: (?P<text>.*)", re.DOTALL)
HEADING = re.compile(r"(?P<path>\S*[./\w]\S*?)(?:, (?:all \d+ lines|lines \d+-\d+ of \d+|line \d+ of \d+))?:")
NUMBER = re.compile(r"\s*(?P<line>\d+)(?:-\d+)?(?: \([^()]*(?:\([^()]*\)[^()]*)*\))?(?:: ?|  |\t)(?P<text>.*)", re.DOTALL)
SAMPLE = 400


def is_numbered(lines):
    """Whether a good part of the first lines carry their own numbers below a path or with one."""
    sample = [line for line in lines[:SAMPLE] if line.strip()]
    rows = sum(1 for line in sample if ROW.match(line))
    if rows * 2 >= len(sample):
        return rows > 0
    numbers = sum(1 for line in sample if NUMBER.match(line))
    return (rows + numbers) * 2 >= len(sample) and any(HEADING.fullmatch(line) for line in sample)


def may_be_numbered(path, text):
    language = language_of(path, text[:4096])
    return language is None or language.name == "text"


def inner_place(lines, number):
    """(`path:line`, text) that a line names by itself or by the heading above it; None for other lines."""
    line = lines[number - 1] if 0 < number <= len(lines) else ""
    match = ROW.match(line)
    if match:
        return f"{match['path']}:{match['line']}", match["text"]
    match = NUMBER.match(line)
    if match is None:
        return None
    for above in range(number - 2, -1, -1):
        if lines[above].endswith(":"):
            heading = HEADING.fullmatch(lines[above])
            if heading:
                return f"{heading['path']}:{match['line']}", match["text"]
    return None


def resited(texts, hits):
    """Replaces, in the list, the hits in numbered texts by such that print the place which their line names."""
    for place, hit in enumerate(hits):
        if texts.is_numbered(hit.path):
            inner = inner_place(texts.lines(hit.path), hit.line)
            if inner is not None:
                hits[place] = hit.sourced(*inner)
    return hits
