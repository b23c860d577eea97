"""Doc comments, and summaries made of sentences and names that stand in the text."""

import re
import time
from collections import Counter

from .definition import CONTAINERS
from .hits import Hit, Hits, count, shorten
from .languages import language_of
from .places import place_rank, role

COMMENT = re.compile(r"\s*(?:///?!?|//!|/\*\*?|\*/?|#(?!\s*(?:include|define|if|endif|else|pragma|undef|error|ifdef|ifndef)\b|!|\[)|;+|--)\s?")
ATTRIBUTE = re.compile(r"\s*(?:@\w|#\[|#!\[)")
SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z`\"'(])")
BADGE = re.compile(r"^\s*(?:\[?!\[|<|\||\.\. |[-=~*_#`]{3,}\s*$|:\w|\[[^\]]+\]:)")
LICENSE = re.compile(r"copyright|licen[sc]e|SPDX|all rights reserved|redistribution|contributors|\bwarrant|source (?:code )?form|^\W*$|-\*-|vim:|^#!|swift-tools-version|source file is part of|open[- ]source project|THIS SOFTWARE|source code is governed|public domain|noqa|pylint|eslint|clippy|type: ignore|coding[:=]|fmt: off|isort|build tag|go:build|\+build|found in the LICENSE", re.IGNORECASE)


def doc_lines(texts, path, first, line):
    """(line number, text) of the doc comment above a definition, or of the docstring below its line."""
    lines = texts.lines(path)
    if path.endswith((".py", ".pyi", ".el")):
        return docstring(lines, line, path)
    number = min(first, line) - 1
    while number > 0 and ATTRIBUTE.match(lines[number - 1]) and not COMMENT.match(lines[number - 1]):
        number -= 1
    found = []
    while number > 0 and COMMENT.match(lines[number - 1]) and lines[number - 1].strip():
        found.append((number, lines[number - 1]))
        if lines[number - 1].lstrip().startswith("/*") or len(found) > 200:
            break
        number -= 1
    found.reverse()
    return [(number, text) for number, text in found if clean(text)]


def docstring(lines, line, path):
    opener = re.compile(r"^\s*[rRbBuU]{0,2}(\"\"\"|'''|\"|')") if path.endswith(("py", "pyi")) else re.compile(r"^\s*(\")")
    for number in range(line, min(line + 40, len(lines))):
        match = opener.match(lines[number])
        if match is None:
            previous = lines[number - 1].rstrip() if number else ""
            if number > line and previous.endswith(":") or lines[number].strip() == "" and number > line + 30:
                break
            continue
        mark, found = match[1], []
        for inner in range(number, min(number + 200, len(lines))):
            text = lines[inner]
            rest = text[match.end():] if inner == number else text
            if rest.strip(" \t\"'"):
                found.append((inner + 1, text))
            if mark in rest:
                break
        return found
    return []


def clean(text):
    """A comment's or docstring's words."""
    text = COMMENT.sub("", text, count=1).strip() if COMMENT.match(text) else text.strip()
    text = re.sub(r"^[rRbBuU]{0,2}(?:\"\"\"|'''|\")|(?:\"\"\"|'''|\")$|\*/$", "", text).strip()
    return "" if re.fullmatch(r"[-=*#/~_ ]*", text) else text


def doc(symbols, what):
    """The doc comment of a definition, given as its hit or its name, as hits of its lines."""
    hit = what
    if not hasattr(what, "first"):
        if hasattr(what, "path"):
            item = symbols.enclosing(what.path, what.line)
            hit = symbols.hit(item) if item else None
        else:
            found = symbols.definitions(str(what))
            hit = next((one for one in found if doc_lines(symbols.texts, one.path, one.first, one.line)), found[0] if found else None)
    if hit is None:
        return Hits([], "doc line")
    found = doc_lines(symbols.texts, hit.path, hit.first, hit.line)
    return Hits([Hit(hit.path, number, text, kind="doc", name=hit.name, show=clean(text)) for number, text in found], "doc line", grouped=True)


def file_purpose(symbols, path):
    """The hit of the first comment or sentence that says what a file is for, or None."""
    lines = symbols.texts.lines(path)
    language = language_of(path, symbols.texts.files[path][:4096])
    prose = language is None or language.name in ("markdown", "restructuredtext", "org", "text", "html")
    fenced = False
    for number, line in enumerate(lines[:400 if prose else 80], 1):
        if line.lstrip().startswith("```"):
            fenced = not fenced
        if fenced or BADGE.match(line) or LICENSE.search(line):
            continue
        words = clean(line) if not prose else line.strip()
        is_comment = bool(COMMENT.match(line)) or line.lstrip().startswith(('"""', "'''", 'r"""')) or in_docstring(lines, number)
        if not prose and not is_comment:
            continue
        if len(re.findall(r"[A-Za-z][a-z]+", words)) >= (2 if number <= 5 and is_comment else 3) and len(words.split()) >= (2 if number <= 5 and is_comment else 4) and not line.startswith("#" if prose else "\0") and not words.endswith(("::", "{")):
            return Hit(path, number, line, kind="purpose", name=path, show=shorten(words))
    return None


def in_docstring(lines, number):
    """Whether a line among the first ones lies in a module's docstring."""
    opened = False
    for line in lines[:number]:
        stripped = line.strip()
        marks = stripped.count('"""') + stripped.count("'''")
        if marks % 2:
            opened = not opened
    return opened


def summary(symbols, path, k):
    """What a file, a folder or the whole is, in lines that stand in it: its purpose, then its main parts."""
    texts = symbols.texts
    paths = texts.select(path)
    if not paths:
        return Hits([], "line")
    if len(paths) == 1:
        return summary_of_file(symbols, paths[0], k)
    told = descriptions(texts, paths)[:1]
    for readme in readmes(texts, paths)[:1]:
        told += paragraphs(texts, readme, 5)
    told += entrances(symbols, paths)[:1]
    types = main_types(symbols, paths, max(12, k - len(told)))
    found = told[:6] + types
    if not found:
        each = max(3, k // len(paths))
        found = [hit for path in paths[:k] for hit in summary_of_file(symbols, path, each)]
    return Hits(found[: max(k, len(told[:6]) + 12)], "line")


ENTRANCE = re.compile(r"(?:^|/)(?:__init__\.py|lib\.rs|doc\.go|main\.rs|index\.ts|index\.js)$")


def entrances(symbols, paths):
    """What the package's first file says of the package, the one nearest the root first."""
    found = []
    for path in sorted((path for path in paths if ENTRANCE.search(path) and role(path) == "own"), key=lambda path: (path.count("/"), path))[:6]:
        hit = file_purpose(symbols, path)
        if hit is None:
            continue
        found.append(hit)
        after = symbols.texts.line(path, hit.line + 1)
        if len(clean(after).split()) > 3 and not re.search(r"[.!?:]\s*$", hit.text):
            found.append(Hit(path, hit.line + 1, after, kind="text", name=path))
        hit.kind, hit.name = "text", path
        break
    return found


DESCRIPTION = re.compile(r"^\s*\"?description\"?\s*[=:]\s*(?:\(\s*)?[\"']([^\"'\n]{12,})", re.MULTILINE)


# In setup.py an argument of `setup(…)`; commands of its own have a description too.
CALLED = re.compile(r"\bdescription\s*=\s*(?:\(\s*)?[\"']([^\"'\n]{12,})[\"'][\s)]*,")


def descriptions(texts, paths):
    """The line in which a package manifest describes the project, the one nearest the root first."""
    found = []
    for path in paths:
        if path.rsplit("/", 1)[-1] in ("pyproject.toml", "setup.py", "setup.cfg", "Cargo.toml", "package.json", "composer.json"):
            pattern = CALLED if path.endswith("setup.py") else DESCRIPTION
            match = pattern.search(texts.files[path])
            if match:
                line = texts.files[path].count("\n", 0, match.start(1)) + 1
                found.append(Hit(path, line, texts.line(path, line), kind="text", name=path))
    return sorted(found, key=lambda hit: hit.path.count("/"))


def readmes(texts, paths):
    """README files, the one nearest the root first."""
    named = [path for path in paths if path.rsplit("/", 1)[-1].lower().split(".")[0] in ("readme", "index", "overview")]
    return sorted(named, key=lambda path: (path.count("/"), not path.rsplit("/", 1)[-1].lower().startswith("readme"), len(path)))


# What a sentence that says what something is looks like, and what is told besides.
TELLS = re.compile(r"\b(?:is|are) (?:an?|the)\b|\b(?:provides?|allows?|lets|implements?|supports?|library|framework|toolkit|engine|server|database|tool|contains?|features?)\b", re.IGNORECASE)
SAYS = re.compile(r"\W*(?:[\w.`*-]+ ){1,4}(?:is|are) (?:an?|the)\b|\W*This \w+ (?:is|provides|contains|implements)\b")
ASIDE = re.compile(r"\b(?:mailing list|authors?|contributors?|contribut(?:e|ing|ions?)|donat\w*|sponsors?|gitter|slack|discord|chat|twitter|licen[sc]ed?|copyright|issue tracker|bug reports?|stack ?overflow|forum|badge|pull requests?|excited|announc\w+|thank you|code of conduct)\b", re.IGNORECASE)
BESIDES = re.compile(r"\b(?:install|download|contribut|mailing|bugs?|build|history|citation|cite|donat|sponsor|licen[sc]|tests?|release|thanks|credits|authors?|changelog|acknowledg|community|support|development|upgrad|compil|contents|requirements|run|git)", re.IGNORECASE)


def paragraphs(texts, path, k):
    """The `k` lines of a text for people that say most what it is about, in their order."""
    rows, heading, lines = [], "", texts.lines(path)
    for number, line in prose_lines(lines):
        if is_heading(lines, number):
            heading = line
            continue
        prose = re.sub(r"\[([^\]]*)\]\([^)]*\)|https?://\S+", r"\1", line.strip())
        if len(prose.split()) < 4 or re.match(r"(?i)see\b|\|", prose) or " | " in prose or re.fullmatch(r"[-*+\d. ]*\[[^\]]*\]\([^)]*\)\W*", line.strip()):
            continue
        value = 2.0 / (1 + number / 20) + (1.5 if TELLS.search(prose) else 0) + (1.5 if SAYS.match(prose) else 0) - (3 if ASIDE.search(prose) else 0) - (2 if BESIDES.search(heading) else 0)
        rows.append((value, number, line))
        if len(rows) >= 60:
            break
    best = sorted(rows, key=lambda row: (-row[0], row[1]))[:k]
    kept = [row for row in best if row[0] > 1.6] or best[:1]
    return [Hit(path, number, line, kind="text", name=path) for _, number, line in sorted(kept, key=lambda row: row[1])]


def prose_lines(lines):
    """(number, line) of what is neither code nor a badge, a rule or a directive; of headings too."""
    fenced = False
    for number, line in enumerate(lines, 1):
        stripped = line.strip()
        if stripped.startswith(("```", "~~~")):
            fenced = not fenced
            continue
        if fenced or line.startswith(("    ", "\t")) or stripped.startswith(("$", ">>>")):
            continue
        if stripped.startswith("#") or stripped and not BADGE.match(line) and not re.match(r"(?i)\W*(?:copyright|licen[sc]e)\b", stripped):
            yield number, line


def is_heading(lines, number):
    """`# Title`, or a line with a rule below it."""
    below = lines[number].strip() if number < len(lines) else ""
    return lines[number - 1].lstrip().startswith("#") or bool(re.fullmatch(r"([=~^-])\1{2,}", below))


def summary_of_file(symbols, path, k):
    texts, text = symbols.texts, symbols.texts.files[path]
    language = language_of(path, text[:4096])
    if CHANGES.search(text[:100_000]):
        return Hits(changes(texts, path, 2 * k), "line")
    if language is None or language.name in ("markdown", "restructuredtext", "org", "text", "html"):
        return Hits(key_sentences(texts, path, k), "line")
    found = []
    purpose = file_purpose(symbols, path)
    if purpose is not None:
        found.append(purpose)
    items = [item for item in symbols.of_file(path) if item.inside is None and item.kind not in ("prototype", "define", "variable", "key")]
    items.sort(key=lambda item: -(item.end_line - item.line))
    for item in sorted(items[: k - len(found)], key=lambda item: item.line):
        hit = symbols.hit(item)
        lines = doc_lines(texts, path, item.first, item.line)
        words = next((clean(line) for _, line in lines if len(clean(line).split()) > 2), "")
        found.append(Hit(path, item.line, hit.text, item.end_line, item.kind, item.qualified, show=f"{item.kind} {item.qualified}" + (f" — {shorten(words, 160)}" if words else ""), purpose=words, signature=item.signature, first=item.first))
    return Hits(found, "line")


CHANGES = re.compile(r"^(?:diff --git |commit [0-9a-f]{7,40}\b)", re.MULTILINE)


def changes(texts, path, k):
    """The commits of a log, or the files of a patch with the numbers of lines added and removed."""
    from .history import commits

    found = list(commits(texts, "", path, k))
    if found:
        return found
    lines = texts.lines(path)
    starts = [number for number, line in enumerate(lines) if line.startswith("diff --git ")]
    for start, end in zip(starts, starts[1:] + [len(lines)]):
        added = sum(1 for line in lines[start:end] if line.startswith("+") and not line.startswith("+++"))
        removed = sum(1 for line in lines[start:end] if line.startswith("-") and not line.startswith("---"))
        found.append(Hit(path, start + 1, lines[start], kind="change", name=f"+{added} -{removed}"))
    return found[:k]


def main_types(symbols, paths, k):
    """The types and functions that the most files mention, from the project's own code."""
    texts = symbols.texts
    own = [path for path in paths if role(path) == "own"] or paths
    deadline = time.monotonic() + 8
    items = [item for path in own[:3000] for item in symbols.of_file(path, deadline) if item.inside is None and item.kind in CONTAINERS - {"extension", "impl"} and not item.name.startswith("_")]
    if len(items) < 3:
        items += [item for path in own[:3000] for item in symbols.of_file(path, deadline) if item.inside is None and item.kind == "function" and not item.name.startswith("_")]
    names = {item.name for item in items}
    mentions = Counter()
    for path in own[:3000]:
        mentions.update(names & set(re.findall(r"[A-Za-z_]\w{2,}", texts.files[path])))
    items.sort(key=lambda item: (-mentions[item.name] * (1 + min(item.end_line - item.line, 400) / 200), place_rank(item.path)))
    found, seen = [], set()
    for item in items:
        if item.name in seen:
            continue
        seen.add(item.name)
        hit = symbols.hit(item)
        words = next((clean(line) for _, line in doc_lines(texts, item.path, item.first, item.line) if len(clean(line).split()) > 2), "")
        found.append(Hit(item.path, item.line, hit.text, item.end_line, item.kind, item.qualified, show=f"{item.kind} {item.qualified}, named in {count(mentions[item.name], 'file')}" + (f" — {shorten(words, 160)}" if words else ""), purpose=words, mentions=mentions[item.name], signature=item.signature, first=item.first))
        if len(found) >= k:
            break
    return found


WORD = re.compile(r"[A-Za-z]{4,}")


def key_sentences(texts, path, k):
    """Lines of a text that hold its most frequent words, in their order; headings count double."""
    lines = texts.lines(path)
    frequency = Counter(word.lower() for line in lines for word in WORD.findall(line))
    common = {word for word, _ in frequency.most_common(8) if frequency[word] > len(lines) / 4}
    scored = []
    for number, line in enumerate(lines, 1):
        words = {word.lower() for word in WORD.findall(line)} - common
        if len(words) < 3 and not line.startswith("#") or BADGE.match(line) and not line.startswith("#"):
            continue
        value = sum(min(frequency[word], 20) ** 0.5 for word in words) / (4 + len(words))
        value *= 1 + 1 / (1 + number / 10) + (1.0 if line.startswith("#") else 0)
        scored.append((value, number))
    best = sorted(number for _, number in sorted(scored, reverse=True)[:k])
    return [Hit(path, number, lines[number - 1], kind="text", name=path) for number in best]
