"""`parts`: the folders or files that something is made of, each with the line that says what it is for."""

import re

from .documents import descriptions, file_purpose, paragraphs, readmes
from .hits import Hit, Hits, shorten
from .languages import language_of
from .places import place_rank

# Files that tell what the folder around them is, with the folder's name for NAME.
TELLING = ("__init__.py", "mod.rs", "lib.rs", "src/lib.rs", "src/main.rs", "doc.go", "index.ts", "index.js", "package-info.java", "NAME.h", "NAME.c", "NAME.py", "NAME.go", "NAME.swift", "NAME.rs", "NAME.hpp", "NAME.cpp", "src/NAME.c", "include/NAME.h", "main.swift", "main.go", "__main__.py")


def parts(symbols, path):
    """A hit for each folder directly below `path`, or for each file when it has none; `name` is the part, `purpose` a sentence."""
    texts = symbols.texts
    paths = texts.select(path)
    start = shared_folder(paths)
    folders, files = {}, []
    for known in paths:
        head, slash, _ = known[len(start):].partition("/")
        if slash:
            folders.setdefault(head, []).append(known)
        else:
            files.append(known)
    found = []
    if folders:
        told = [readme for readme in readmes(texts, files)][:1]
        for name, inside in sorted(folders.items()):
            if not name.startswith("."):
                found.append(part(symbols, start + name + "/", name, inside, told))
    else:
        for known in sorted(files, key=place_rank):
            found.append(file_purpose(symbols, known) or Hit(known, 1, texts.line(known, 1), kind="file"))
            found[-1].name, found[-1].purpose = known[len(start):], found[-1].shown if found[-1].kind == "purpose" else ""
    return Hits(found, "folder" if folders else "file")


def shared_folder(paths):
    """The deepest folder that holds all the paths, with its slash."""
    folders = [known.split("/")[:-1] for known in paths]
    if not folders:
        return ""
    shared = folders[0]
    for folder in folders:
        while folder[: len(shared)] != shared:
            shared = shared[:-1]
    return "/".join(shared) + "/" if shared else ""


def part(symbols, folder, name, inside, told):
    texts = symbols.texts
    hit = mentioned(texts, told, name) or own_words(symbols, folder, name, inside)
    if hit is None:
        first = min(inside, key=lambda known: (place_rank(known), known.count("/"), known))
        hit = Hit(first, 1, texts.line(first, 1))
        hit.purpose = ""
    else:
        hit.purpose = hit.shown
    hit.kind, hit.name, hit.files = "folder", name + "/", len(inside)
    return hit


def mentioned(texts, told, name):
    """The line of a README's list or table that says what the folder is: it begins with the folder's name."""
    word = re.compile(rf"^\W*(?:\[)?[\w./-]{{0,20}}?(?<!\w){re.escape(name)}(?!\w)|^\W*(?:the\s+)?{re.escape(name)}\b", re.IGNORECASE)
    for readme in told:
        for number, line in enumerate(texts.lines(readme), 1):
            if re.match(r"\s*(?:[-*+|]|\d+\.)\s*\S", line) and word.match(line) and len(line.split()) > 3:
                return Hit(readme, number, line, show=shorten(line.strip(" -*|")))
    return None


def own_words(symbols, folder, name, inside):
    """What the folder says of itself: its README, its manifest, the comment of the file that stands for it."""
    texts = symbols.texts
    for hit in descriptions(texts, [known for known in inside if known.count("/") == folder.count("/")])[:1]:
        return hit
    direct = [known for known in readmes(texts, inside) if known.count("/") == folder.count("/")]
    for readme in direct[:1]:
        for hit in paragraphs(texts, readme, 1):
            return hit
    for telling in TELLING:
        known = folder + telling.replace("NAME", name)
        if known in texts.files:
            hit = file_purpose(symbols, known)
            if hit is not None:
                return hit
    near = sorted((known for known in inside if language_of(known) is not None and known.count("/") <= folder.count("/") + 1), key=lambda known: (place_rank(known), known.count("/"), -len(texts.files[known])))
    for known in near[:6]:
        hit = file_purpose(symbols, known)
        if hit is not None:
            return hit
    return None
