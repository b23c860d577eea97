"""`imports`: what files import, and which files import something."""

import re

from . import grammars
from .hits import Hit, Hits, shorten
from .languages import language_of
from .texts import LineCounter

NODES = {
    "python": ("import_statement", "import_from_statement", "future_import_statement"),
    "swift": ("import_declaration",),
    "c": ("preproc_include",),
    "cpp": ("preproc_include", "using_declaration"),
    "rust": ("use_declaration", "extern_crate_declaration"),
    "go": ("import_spec",),
    "java": ("import_declaration",),
    "javascript": ("import_statement",),
    "typescript": ("import_statement",),
    "tsx": ("import_statement",),
}
LINES = {
    "python": r"^[ \t]*(?:from\s+[\w.]+\s+import\s+[^\n]+|import\s+[\w., ]+)",
    "swift": r"^[ \t]*(?:@\w+(?:\([^)\n]*\))?\s+)*(?:(?:public|package|internal|private|fileprivate)\s+)?import\s+[\w. ]+",
    "c": r"^[ \t]*#[ \t]*(?:include|import)[ \t]*[<\"][^>\"\n]+[>\"]",
    "rust": r"^[ \t]*(?:pub(?:\([^)]*\))?\s+)?(?:use\s+[^;]+;|extern\s+crate\s+\w+)",
    "go": r"^import\s+(?:\w+\s+)?\"[^\"]+\"|^\t(?:[\w.]+\s+)?\"[\w./-]+\"$",
    "java": r"^import\s+[^;\n]+;",
    "javascript": r"^[ \t]*import\b[^;\n]*[\"'][^\"'\n]+[\"']|^[ \t]*export\b[^;\n]*\bfrom\s*[\"'][^\"'\n]+[\"']",
    "emacs-lisp": r"^[ \t]*\((?:require|autoload|use-package)\s+'?[^\s)]+",
    "ruby": r"^[ \t]*require(?:_relative)?\s+[\"'][^\"'\n]+[\"']",
    "shell": r"^[ \t]*(?:source|\.)\s+\S+",
    "lua": r"\brequire\s*\(?\s*[\"'][^\"'\n]+[\"']",
    "php": r"^[ \t]*(?:use\s+[^;\n]+|(?:require|include)(?:_once)?\b[^;\n]+);",
    "kotlin": r"^import\s+\S+", "scala": r"^[ \t]*import\s+\S+", "csharp": r"^[ \t]*using\s+[^;(\n]+;", "dart": r"^import\s+[^;\n]+;",
    "haskell": r"^import\s+[^\n]+", "elixir": r"^[ \t]*(?:import|alias|use|require)\s+[\w.]+", "perl": r"^[ \t]*(?:use|require)\s+[\w:]+", "tcl": r"^[ \t]*(?:source|package\s+require)\s+\S+",
    "protobuf": r"^import\s+[^;\n]+;", "css": r"^@import\s+[^;\n]+", "make": r"^-?include\s+\S+", "cmake": r"^\s*(?:include|find_package)\s*\([^)\n]*\)", "zig": r"@import\(\"[^\"\n]+\"\)", "julia": r"^(?:using|import)\s+[^\n]+", "r": r"^\s*(?:library|require)\([^)\n]+\)",
}
LINES.update(cpp=LINES["c"], typescript=LINES["javascript"], tsx=LINES["javascript"], lisp=LINES["emacs-lisp"])
REQUIRE = re.compile(r"\b(?:require|import)\s*\(\s*[\"']([^\"'\n]+)[\"']\s*\)")
COMPILED = {name: re.compile(pattern, re.MULTILINE) for name, pattern in LINES.items()}


def imports(symbols, path, of):
    """Import statements of the files; with `of`, only those that name that module or file."""
    texts, found = symbols.texts, []
    word = re.compile(rf"(?<![\w]){re.escape(of)}(?![\w])") if of else None
    for known in texts.select(path):
        text = texts.files[known]
        if of and of not in text:
            continue
        language = language_of(known, text[:4096])
        if language is None or language.name not in LINES:
            continue
        for line, statement in statements(symbols, known, text, language):
            name = module_of(statement, language.name)
            if word is not None and not word.search(statement):
                continue
            found.append(Hit(known, line, texts.line(known, line), kind="import", name=name, remark="" if "\n" not in statement.strip() else shorten(" ".join(statement.split()), 120)))
    if "/" in of and any(hit.name == of for hit in found):
        found = [hit for hit in found if hit.name == of or not hit.path.endswith(".go")]
    note = ""
    if of:
        files = len({hit.path for hit in found})
        note = f"in {files} files" if files > 1 else ""
    return Hits(found, "import", note=note)


def statements(symbols, path, text, language):
    """(line, statement) of each import, by the syntax tree where there is one."""
    nodes = NODES.get(language.name)
    tree, source = None, b""
    if nodes and grammars.load(language.name):
        source = text.encode("utf-8", "replace")
        tree = symbols.tree(path, source, language)
    if tree is None:
        counter = LineCounter(text)
        for match in COMPILED[language.name].finditer(text):
            yield counter.at(match.start()), match[0].strip()
        return
    found = []
    waiting = [tree.root_node]
    while waiting:
        node = waiting.pop()
        for child in node.children:
            if child.type in nodes:
                found.append((child.start_point[0] + 1, source[child.start_byte : child.end_byte].decode("utf-8", "replace").strip()))
            elif child.child_count and (node.parent is None or child.type in DEEPER):
                waiting.append(child)
    if language.name in ("javascript", "typescript", "tsx"):
        counter = LineCounter(text)
        found += [(counter.at(match.start()), match[0]) for match in REQUIRE.finditer(text)]
    yield from sorted(set(found))


DEEPER = frozenset((
    "import_declaration import_spec_list preproc_ifdef preproc_if preproc_else preproc_elif linkage_specification declaration_list mod_item function_item block if_statement else_clause elif_clause statement_block directive "
    "function_definition class_definition decorated_definition try_statement except_clause finally_clause with_statement for_statement while_statement").split())


def module_of(statement, language):
    """The module or file that an import statement names."""
    if language == "python":
        match = re.match(r"from\s+([\w.]+)|import\s+([\w., ]+)", statement)
        return (match[1] or match[2]).strip() if match else statement
    quoted = re.search(r"[<\"']([^>\"']+)[>\"']", statement)
    if quoted:
        return quoted[1]
    bare = re.sub(r"^(?:@\w+(?:\([^)]*\))?\s+|public\s+|package\s+|internal\s+|private\s+|pub(?:\([^)]*\))?\s+|static\s+)*", "", statement)
    bare = re.sub(r"^\(?(?:import|use|using|require|extern\s+crate|source|include|alias|static|library)\b\s*\(?\s*(?:(?:struct|class|enum|protocol|func|typealias|var|let)\s+)?'?", "", bare)
    return " ".join(bare.rstrip(";) ").split())
