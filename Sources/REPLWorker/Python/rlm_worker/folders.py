"""The corpus as folders and files: `tree`, `find_files`, `languages`, `outline`."""

from collections import Counter, OrderedDict

from .definition import VALUES
from .hits import Hit, Hits, Row, count
from .languages import canonical, language_of
from .places import place_rank

FILES_SHOWN = 40
MEMBERS_SHOWN = 60


def language_name(texts, path):
    language = language_of(path, texts.files[path][:4096])
    return language.name if language else "other"


def find_files(texts, path, language, name, sort):
    """Files with their numbers of lines; `lines`, `size` and `language` are attributes of each hit."""
    wanted = None
    if language:
        wanted = canonical(language) or language.lower()
        wanted = {"typescript", "tsx"} if wanted == "typescript" else {wanted}
    lowered = name.lower()
    found = []
    for known in texts.select(path):
        if lowered and lowered not in known.rsplit("/", 1)[-1].lower():
            continue
        spoken = language_name(texts, known)
        if wanted and spoken not in wanted:
            continue
        lines = texts.line_count(known)
        found.append(Hit(known, 1, texts.files[known][:200].split("\n", 1)[0], end_line=max(lines, 1), kind="file", name=known.rsplit("/", 1)[-1], show=f"{count(lines, 'line')}, {spoken}", lines=lines, size=len(texts.files[known]), language=spoken))
    if sort == "lines":
        found.sort(key=lambda hit: -hit.lines)
    elif sort == "size":
        found.sort(key=lambda hit: -hit.size)
    total = sum(hit.lines for hit in found)
    return Hits(found, "file", note=count(total, "line"))


def place(texts, word):
    """A folder, a file or a file's stem called so, the one nearest the root; "" when there is none."""
    bare = word.strip("/").lower()
    if not bare:
        return ""
    folders, stems = {}, {}
    for known in texts.files:
        parts = known.split("/")
        for level, part in enumerate(parts[:-1]):
            if part.lower() == bare:
                folders.setdefault((level, place_rank(known)), "/".join(parts[: level + 1]))
                break
        name = parts[-1].lower()
        if name == bare or name.split(".")[0] == bare:
            stems.setdefault((place_rank(known), not known.endswith((".c", ".py", ".swift", ".rs", ".go", ".js", ".ts", ".java", ".el", ".cpp")), len(parts)), known)
    root = texts.root().count("/")
    folders = {key: folder for key, folder in folders.items() if key[0] >= root}
    if folders:
        return folders[min(folders)]
    return stems[min(stems)] if stems else ""


def languages(texts, path):
    """Languages with their numbers of files and lines, the most lines first."""
    files, lines, largest = Counter(), Counter(), {}
    for known in texts.select(path):
        spoken = language_name(texts, known)
        number = texts.line_count(known)
        files[spoken] += 1
        lines[spoken] += number
        if spoken not in largest or number > largest[spoken][0]:
            largest[spoken] = (number, known)
    rows = [
        Row(largest[spoken][1], f"{spoken}: {count(files[spoken], 'file')}, {count(lines[spoken], 'line')}", kind="language", name=spoken, files=files[spoken], lines=lines[spoken])
        for spoken, _ in lines.most_common()
    ]
    return Hits(rows, "language", note=f"{count(sum(files.values()), 'file')}, {count(sum(lines.values()), 'line')}")


def tree(texts, path, depth):
    """Folders below `path` to a depth, each with its files and lines, and the files at the top."""
    paths = texts.select(path)
    start = texts.root()
    bare = path.strip("/") if isinstance(path, str) else ""
    if bare and bare not in (".", "*"):
        inside = [known for known in paths if f"/{bare}/" in f"/{known}"]
        if inside:
            at = f"/{inside[0]}".index(f"/{bare}/")
            start = inside[0][: at + len(bare) + 1] if at else bare + "/"
    folders, tops = OrderedDict(), []
    total = 0
    for known in paths:
        number = texts.line_count(known)
        total += number
        rest = known[len(start):] if known.startswith(start) else known
        parts = rest.split("/")
        if len(parts) == 1:
            tops.append((known, number))
        for level in range(1, min(depth, len(parts) - 1) + 1):
            name = "/".join(parts[:level]) + "/"
            files, lines, _ = folders.get(name, (0, 0, ""))
            folders[name] = (files + 1, lines + number, folders.get(name, (0, 0, known))[2] or known)
    rows = []
    for name in sorted(folders):
        files, lines, first = folders[name]
        level = name.count("/") - 1
        full = (start if first.startswith(start) else "") + name
        rows.append(Row(full, f"{'  ' * level}{full if level == 0 else name.rstrip('/').rsplit('/', 1)[-1] + '/'} {count(files, 'file')}, {count(lines, 'line')}", kind="folder", name=full, files=files, lines=lines))
    for known, number in tops[:FILES_SHOWN]:
        rows.append(Row(known, f"{known} {count(number, 'line')}", kind="file", name=known, files=1, lines=number))
    if len(tops) > FILES_SHOWN:
        rows.append(Row(start, f"… {len(tops) - FILES_SHOWN} more files here: find_files({path!r})", kind="rest"))
    return Hits(rows, "row", note=f"{start or './'} {count(len(paths), 'file')}, {count(total, 'line')}")


def outline(symbols, path, values):
    """Definitions of a file, or of every file below a folder, in order; several files show top definitions only."""
    paths = symbols.texts.select(path)
    found = []
    for known in paths:
        items = symbols.of_file(known)
        if len(paths) > 1:
            items = [item for item in items if item.inside is None or item.inside.kind in ("namespace", "module")]
        found += [item for item in items if values or item.kind not in VALUES or (len(paths) == 1 and item.inside is None)]
    hits = symbols.hits(found, note=symbols.doubt(paths), grouped=True)
    if len(paths) == 1 and not values:
        add_members(hits, items)
    if len(paths) > 1:
        hits.note = f"top level of {count(len(paths), 'file')}; outline of one file shows all"
    return hits


def add_members(hits, items):
    """Below each type, its fields and cases with their lines, on one row a kind."""
    rows = {}
    for item in items:
        if item.kind in VALUES and item.inside is not None:
            rows.setdefault((item.inside.line, item.inside.name), {}).setdefault(item.kind, []).append(f"{item.name}:{item.line}")
    for hit in hits:
        kinds = rows.get((hit.line, hit.name.rsplit(".", 1)[-1].rsplit("::", 1)[-1]), {})
        hit.below = []
        for kind, names in kinds.items():
            more = f", … {len(names) - MEMBERS_SHOWN} more (values=True lists them)" if len(names) > MEMBERS_SHOWN else ""
            hit.below.append(f"  {count(2, kind).partition(' ')[2]}: {', '.join(names[:MEMBERS_SHOWN])}{more}")
