"""Languages as a table: file names, comments, and the line patterns that find definitions without a parser.

Where `grammars.py` has a grammar for a language and the parser is installed, the line patterns serve only files that
are too large or too broken to parse. A pattern's group `name` is the definition's name; `of`, where it has one, the
type that it belongs to.
"""

import re


class Language:
    """One language: its name, file suffixes and names, line comment, and (kind, pattern) rows.

    The rows are compiled when they are first asked for: all languages together take longer than the worker's start.
    """

    def __init__(self, name, suffixes, rows=(), names=(), comment="#", blocks="braces", case=0):
        self.name, self.suffixes, self.names = name, suffixes.split(), names
        self.comment, self.blocks = comment, blocks
        self._sources, self._flags, self._rows = rows, re.MULTILINE | case, None

    @property
    def rows(self):
        if self._rows is None:
            self._rows = [(kind, re.compile(pattern, self._flags)) for kind, pattern in self._sources]
        return self._rows


MODIFIERS = r"(?:(?:public|private|protected|internal|open|static|final|abstract|override|virtual|async|sealed|partial|data|inline|suspend|readonly|extern|unsafe|new|const|fileprivate|package|mutating|nonmutating|indirect|export|default|declare|synchronized|native|strictfp|lazy|weak|required|convenience|nonisolated|distributed|borrowing|consuming|companion|operator|infix|tailrec|inner|lateinit|vararg|value|fun)(?:\([\w ]*\))?\s+)*"

C_ROWS = [
    ("macro", r"^[ \t]*#[ \t]*define[ \t]+(?P<name>\w+)"),
    ("struct", r"^(?:typedef\s+)?struct\s+(?P<name>\w+)[^;(]*$"),
    ("enum", r"^(?:typedef\s+)?enum\s+(?:class\s+)?(?P<name>\w+)[^;(]*$"),
    ("union", r"^(?:typedef\s+)?union\s+(?P<name>\w+)[^;(]*$"),
    ("class", r"^[ \t]*class\s+(?:\w+\s+)*?(?P<name>\w+)\s*(?:final\s*)?(?::[^:;][^;]*)?\{?\s*$"),
    ("namespace", r"^[ \t]*namespace\s+(?P<name>[\w:]+)"),
    ("type", r"^typedef\s[^{};]*?\b(?P<name>\w+)\s*;"),
    ("type", r"^\}\s*(?P<name>\w+)\s*;"),
    ("function", r"^(?!(?:else|if|for|while|switch|return|do|case|typedef)\b)[A-Za-z_][\w\s\*&<>,:]*?[\s\*&](?:(?P<of>\w+)::)?(?P<name>~?\w+)\s*\([^;{}]*(?:\)[^;{}]*)?(?:\{|$)(?![^\n]*;\s*$)"),
]

JS_ROWS = [
    ("class", r"^[ \t]*" + MODIFIERS + r"class\s+(?P<name>[\w$]+)"),
    ("interface", r"^[ \t]*" + MODIFIERS + r"interface\s+(?P<name>[\w$]+)"),
    ("enum", r"^[ \t]*" + MODIFIERS + r"enum\s+(?P<name>[\w$]+)"),
    ("type", r"^[ \t]*" + MODIFIERS + r"type\s+(?P<name>[\w$]+)[^=\n]*="),
    ("function", r"^[ \t]*" + MODIFIERS + r"function\s*\*?\s*(?P<name>[\w$]+)\s*[(<]"),
    ("function", r"^[ \t]*" + MODIFIERS + r"(?:const|let|var)\s+(?P<name>[\w$]+)\s*(?::[^=\n]+)?=\s*(?:async\s*)?(?:function\b|\([^)\n]*\)\s*(?::[^=\n]+)?=>|\w+\s*=>)"),
    ("variable", r"^(?:export\s+)?(?:const|let|var)\s+(?P<name>[\w$]+)"),
    ("method", r"^[ \t]+" + MODIFIERS + r"(?:(?:get|set)\s+)?\*?(?!(?:if|for|while|switch|catch|return|function|with|else)\b)(?P<name>[\w$]+)\s*\([^)\n]*\)\s*(?::[^{\n]+)?\{\s*$"),
]

LANGUAGES = [
    Language("python", ".py .pyi .pyw .pyx", [
        ("class", r"^[ \t]*class\s+(?P<name>\w+)"),
        ("function", r"^[ \t]*(?:async\s+)?def\s+(?P<name>\w+)"),
        ("variable", r"^(?P<name>[A-Za-z_]\w*)\s*(?::[^=\n]+)?=(?!=)"),
    ], names=("SConstruct", "SConscript", "wscript"), blocks="indent"),
    Language("swift", ".swift", [
        (kind, r"^[ \t]*(?:@\w+(?:\([^)\n]*\))?\s+)*" + MODIFIERS + keyword + r"\s+(?P<name>[\w.`]+)")
        for kind, keyword in (
            ("class", r"class(?!\s+(?:func|var|let|subscript)\b)"), ("struct", "struct"), ("enum", "enum"), ("actor", "actor"),
            ("protocol", "protocol"), ("extension", "extension"), ("function", r"(?:class\s+)?func"),
            ("type", "typealias"), ("type", "associatedtype"), ("case", "case"), ("macro", "macro"),
        )
    ] + [
        ("property", r"^[ \t]*(?:@\w+(?:\([^)\n]*\))?\s+)*" + MODIFIERS + r"(?:let|var)\s+(?P<name>\w+)"),
        ("initializer", r"^[ \t]*(?:@\w+(?:\([^)\n]*\))?\s+)*" + MODIFIERS + r"(?P<name>init)[?!]?\s*[(<]"),
    ], comment="//"),
    Language("c", ".c .h", C_ROWS, comment="//"),
    Language("cpp", ".cc .cpp .cxx .c++ .hpp .hh .hxx .h++ .ipp .inl .cu .cuh .mm .m", C_ROWS, comment="//"),
    Language("rust", ".rs", [
        (kind, r"^[ \t]*(?:pub(?:\([^)]*\))?\s+)?(?:default\s+)?(?:const\s+)?(?:async\s+)?(?:unsafe\s+)?(?:extern\s+\"[^\"]*\"\s+)?" + keyword + r"\s+(?P<name>\w+)")
        for kind, keyword in (
            ("function", "fn"), ("struct", "struct"), ("enum", "enum"), ("trait", "trait"), ("union", "union"),
            ("type", "type"), ("constant", "static(?:\\s+mut)?"), ("module", "mod"),
        )
    ] + [
        ("constant", r"^[ \t]*(?:pub(?:\([^)]*\))?\s+)?const\s+(?P<name>[A-Z_]\w*)\s*:"),
        ("macro", r"^[ \t]*macro_rules!\s*(?P<name>\w+)"),
        ("impl", r"^impl(?:<[^{\n]*?>)?\s+(?:[\w:<>', &]+\s+for\s+)?(?P<name>\w+)[^;{\n]*\{?"),
    ], comment="//"),
    Language("go", ".go", [
        ("method", r"^func\s+\(\s*(?:\w+\s+)?\*?(?P<of>\w+)[^)]*\)\s*(?P<name>\w+)"),
        ("function", r"^func\s+(?P<name>\w+)"),
        ("struct", r"^(?:type|\t)\s*(?P<name>\w+)(?:\[[^\]]*\])?\s+struct\b"),
        ("interface", r"^(?:type|\t)\s*(?P<name>\w+)(?:\[[^\]]*\])?\s+interface\b"),
        ("type", r"^type\s+(?P<name>\w+)\s+(?!struct\b|interface\b)"),
        ("constant", r"^const\s+(?P<name>\w+)"),
        ("variable", r"^var\s+(?P<name>\w+)"),
    ], comment="//"),
    Language("javascript", ".js .jsx .mjs .cjs", JS_ROWS, comment="//"),
    Language("typescript", ".ts .mts .cts", JS_ROWS, comment="//"),
    Language("tsx", ".tsx", JS_ROWS, comment="//"),
    Language("java", ".java", [
        ("class", r"^[ \t]*" + MODIFIERS + r"(?:class|record)\s+(?P<name>\w+)"),
        ("interface", r"^[ \t]*" + MODIFIERS + r"@?interface\s+(?P<name>\w+)"),
        ("enum", r"^[ \t]*" + MODIFIERS + r"enum\s+(?P<name>\w+)"),
        ("method", r"^[ \t]+" + MODIFIERS + r"(?!(?:return|new|else|throw|if|for|while|switch|catch)\b)[\w<>\[\],.? ]+?\s+(?P<name>\w+)\s*\([^;{}]*\)[^;{}]*\{"),
    ], comment="//"),
    Language("emacs-lisp", ".el", [
        ("function", r"^\((?:cl-)?(?:defun|defsubst|defgeneric|define-inline|define-minor-mode|define-derived-mode|define-globalized-minor-mode|define-compilation-mode|define-skeleton)\*?\s+\(?(?P<name>[^\s()]+)"),
        ("method", r"^\((?:cl-)?defmethod\s+\(?(?P<name>[^\s()]+)"),
        ("macro", r"^\((?:cl-)?(?:defmacro\*?|define-obsolete-function-alias|defalias)\s+[#']*(?P<name>[^\s()]+)"),
        ("variable", r"^\((?:defvar(?:-local|-keymap)?|defvaralias)\s+'?(?P<name>[^\s()]+)"),
        ("option", r"^\(defcustom\s+(?P<name>[^\s()]+)"),
        ("constant", r"^\(defconst\s+(?P<name>[^\s()]+)"),
        ("face", r"^\(defface\s+(?P<name>[^\s()]+)"),
        ("group", r"^\(defgroup\s+(?P<name>[^\s()]+)"),
        ("struct", r"^\((?:cl-)?defstruct\s+\(?(?P<name>[^\s()]+)"),
        ("class", r"^\(defclass\s+(?P<name>[^\s()]+)"),
        ("test", r"^\(ert-deftest\s+(?P<name>[^\s()]+)"),
    ], names=(".emacs", "Cask"), comment=";", blocks="forms"),
    Language("lisp", ".lisp .lsp .cl .scm .rkt .clj .cljs .cljc .edn", [
        ("function", r"^\((?:defun|defn-?|define|defmethod|defgeneric)\s+\(?(?P<name>[^\s()\[\]]+)"),
        ("macro", r"^\((?:defmacro|define-syntax)\s+(?P<name>[^\s()]+)"),
        ("variable", r"^\((?:def|defvar|defparameter|defonce)\s+(?P<name>[^\s()]+)"),
    ], comment=";", blocks="forms"),
    Language("markdown", ".md .markdown .mdown .mdx", [("section", r"^#{1,6}[ \t]+(?P<name>[^\n]*?)[ \t#]*$")], comment="", blocks="sections"),
    Language("restructuredtext", ".rst", [("section", r"^(?P<name>\S[^\n]*)\n(?P<under>=|-|~|\^|\"|\*|#|\+)(?P=under){2,}[ \t]*$")], comment="..", blocks="sections"),
    Language("org", ".org", [("section", r"^\*+[ \t]+(?P<name>[^\n]+)")], comment="#", blocks="sections"),
    Language("ruby", ".rb .rake .gemspec", [
        ("class", r"^[ \t]*class\s+(?P<name>[A-Z][\w:]*)"), ("module", r"^[ \t]*module\s+(?P<name>[\w:]+)"),
        ("function", r"^[ \t]*def\s+(?:self\.)?(?P<name>[\w?!=\[\]<>+*/-]+)"), ("constant", r"^[ \t]*(?P<name>[A-Z][A-Z0-9_]+)\s*="),
    ], names=("Rakefile", "Gemfile", "Vagrantfile", "Podfile", "Fastfile")),
    Language("shell", ".sh .bash .zsh .ksh .fish .bats", [
        ("function", r"^[ \t]*(?:function\s+(?P<name>[\w:.-]+)|(?P<name2>[\w:.-]+)\s*\(\))"), ("variable", r"^(?:export\s+|readonly\s+|declare\s+(?:-\w+\s+)*)?(?P<name>[A-Za-z_]\w*)="),
    ]),
    Language("lua", ".lua", [("function", r"^[ \t]*(?:local\s+)?function\s+(?P<name>[\w.:]+)"), ("function", r"^[ \t]*(?:local\s+)?(?P<name>[\w.]+)\s*=\s*function\b"), ("variable", r"^local\s+(?P<name>\w+)\s*=")], comment="--"),
    Language("php", ".php", [
        ("class", r"^[ \t]*" + MODIFIERS + r"class\s+(?P<name>\w+)"), ("interface", r"^[ \t]*interface\s+(?P<name>\w+)"), ("trait", r"^[ \t]*trait\s+(?P<name>\w+)"), ("enum", r"^[ \t]*enum\s+(?P<name>\w+)"),
        ("function", r"^[ \t]*" + MODIFIERS + r"function\s+&?(?P<name>\w+)"), ("constant", r"^[ \t]*" + MODIFIERS + r"const\s+(?P<name>\w+)\s*="),
    ], comment="//"),
    Language("kotlin", ".kt .kts", [
        ("class", r"^[ \t]*" + MODIFIERS + r"(?:class|enum class|annotation class)\s+(?P<name>\w+)"), ("interface", r"^[ \t]*" + MODIFIERS + r"interface\s+(?P<name>\w+)"), ("object", r"^[ \t]*" + MODIFIERS + r"object\s+(?P<name>\w+)"),
        ("function", r"^[ \t]*" + MODIFIERS.replace("|fun)", ")") + r"fun\s+(?:<[^>]*>\s*)?(?:(?P<of>\w+)(?:<[^>]*>)?\??\.)?(?P<name>\w+)"), ("property", r"^[ \t]{0,4}" + MODIFIERS + r"va[lr]\s+(?P<name>\w+)"),
    ], comment="//"),
    Language("csharp", ".cs", [
        ("class", r"^[ \t]*" + MODIFIERS + r"(?:class|record(?:\s+struct)?)\s+(?P<name>\w+)"), ("struct", r"^[ \t]*" + MODIFIERS + r"struct\s+(?P<name>\w+)"), ("interface", r"^[ \t]*" + MODIFIERS + r"interface\s+(?P<name>\w+)"),
        ("enum", r"^[ \t]*" + MODIFIERS + r"enum\s+(?P<name>\w+)"), ("namespace", r"^[ \t]*namespace\s+(?P<name>[\w.]+)"),
        ("method", r"^[ \t]+" + MODIFIERS + r"(?!(?:return|new|else|throw|await|if|for|foreach|while|switch|catch|using|lock)\b)[\w<>\[\],.?]+\s+(?P<name>\w+)\s*(?:<[^>\n]*>)?\([^;{}=]*\)\s*(?:where[^{;]*)?(?:\{|=>|$)"),
    ], comment="//"),
    Language("scala", ".scala .sc", [("class", r"^[ \t]*(?:\w+\s+)*?class\s+(?P<name>\w+)"), ("object", r"^[ \t]*(?:\w+\s+)*?object\s+(?P<name>\w+)"), ("trait", r"^[ \t]*(?:\w+\s+)*?trait\s+(?P<name>\w+)"), ("function", r"^[ \t]*(?:\w+\s+)*?def\s+(?P<name>\w+)")], comment="//"),
    Language("dart", ".dart", [("class", r"^[ \t]*(?:abstract\s+)?class\s+(?P<name>\w+)"), ("enum", r"^enum\s+(?P<name>\w+)"), ("function", r"^[ \t]*(?!(?:return|else|if|for|while|switch|await)\b)[\w<>?]+\s+(?P<name>\w+)\s*\([^;]*\)\s*(?:async\s*)?\{")], comment="//"),
    Language("zig", ".zig", [("function", r"^[ \t]*(?:pub\s+)?(?:inline\s+|export\s+)?fn\s+(?P<name>\w+)"), ("struct", r"^[ \t]*(?:pub\s+)?const\s+(?P<name>\w+)\s*=\s*(?:packed\s+|extern\s+)?struct"), ("constant", r"^(?:pub\s+)?const\s+(?P<name>\w+)")], comment="//"),
    Language("elixir", ".ex .exs", [("module", r"^[ \t]*defmodule\s+(?P<name>[\w.]+)"), ("function", r"^[ \t]*defp?\s+(?P<name>[\w?!]+)"), ("macro", r"^[ \t]*defmacrop?\s+(?P<name>[\w?!]+)")]),
    Language("haskell", ".hs", [("type", r"^(?:data|newtype|type|class)\s+(?:[^=\n]*=>\s*)?(?P<name>[A-Z]\w*)"), ("function", r"^(?P<name>[a-z_][\w']*)\s*::")], comment="--", blocks="indent"),
    Language("perl", ".pl .pm .t", [("function", r"^[ \t]*sub\s+(?P<name>[\w:]+)"), ("module", r"^package\s+(?P<name>[\w:]+)")]),
    Language("tcl", ".tcl", [("function", r"^[ \t]*proc\s+(?P<name>[^\s{]+)"), ("variable", r"^set\s+(?P<name>[\w:]+)\s"), ("namespace", r"^namespace\s+eval\s+(?P<name>\S+)")]),
    Language("r", ".r .R", [("function", r"^(?P<name>[\w.]+)\s*(?:<-|=)\s*function\b")]),
    Language("julia", ".jl", [("function", r"^[ \t]*function\s+(?P<name>[\w.!]+)"), ("struct", r"^(?:mutable\s+)?struct\s+(?P<name>\w+)"), ("module", r"^module\s+(?P<name>\w+)")]),
    Language("sql", ".sql", [("table", r"^\s*create\s+(?:or\s+replace\s+)?(?:temp\w*\s+)?table\s+(?:if\s+not\s+exists\s+)?[\"`\[]?(?P<name>[\w.]+)"), ("function", r"^\s*create\s+(?:or\s+replace\s+)?(?:function|procedure|view|index|trigger)\s+(?:if\s+not\s+exists\s+)?[\"`\[]?(?P<name>[\w.]+)")], comment="--", case=re.IGNORECASE),
    Language("protobuf", ".proto", [("message", r"^[ \t]*message\s+(?P<name>\w+)"), ("enum", r"^[ \t]*enum\s+(?P<name>\w+)"), ("service", r"^service\s+(?P<name>\w+)"), ("method", r"^[ \t]*rpc\s+(?P<name>\w+)")], comment="//"),
    Language("make", ".mk .mak", [("target", r"^(?P<name>[\w./%$(){}-]+)(?:\s+[\w./%-]+)*\s*::?(?![=:])"), ("variable", r"^(?:export\s+|override\s+)?(?P<name>[\w.-]+)\s*[:?+]?=")], names=("Makefile", "makefile", "GNUmakefile")),
    Language("cmake", ".cmake", [("function", r"^[ \t]*(?:function|macro)\s*\(\s*(?P<name>\w+)"), ("target", r"^[ \t]*add_(?:executable|library|custom_target)\s*\(\s*(?P<name>[\w${}-]+)"), ("variable", r"^set\s*\(\s*(?P<name>\w+)")], names=("CMakeLists.txt",), case=re.IGNORECASE),
    Language("docker", ".dockerfile", [("stage", r"^FROM\s+\S+\s+[Aa][Ss]\s+(?P<name>\S+)")], names=("Dockerfile", "Containerfile")),
    Language("toml", ".toml", [("section", r"^\[+(?P<name>[^\]\n]+)\]+"), ("key", r"^(?P<name>[\w.\"-]+)\s*=")], names=("Cargo.lock", "poetry.lock")),
    Language("ini", ".ini .cfg .conf .properties .service", [("section", r"^\[(?P<name>[^\]\n]+)\]"), ("key", r"^(?P<name>[\w.-]+)\s*=")]),
    Language("yaml", ".yml .yaml", [("key", r"^(?P<name>[\w.\"'/-]+):")]),
    Language("json", ".json .jsonc .ipynb .resolved", comment=""),
    Language("css", ".css .scss .less", comment="", blocks="braces"),
    Language("html", ".html .htm .xml .svg .xhtml .vue .svelte", comment="", blocks="braces"),
    Language("text", ".txt .text .log .adoc .tex .csv .tsv .diff .patch", comment=""),
]

BY_NAME = {language.name: language for language in LANGUAGES}
BY_SUFFIX = {suffix: language for language in LANGUAGES for suffix in language.suffixes}
BY_FILE = {name: language for language in LANGUAGES for name in language.names}

# What people call them.
ALIASES = {
    "c++": "cpp", "cxx": "cpp", "golang": "go", "js": "javascript", "ts": "typescript", "jsx": "javascript",
    "elisp": "emacs-lisp", "emacs lisp": "emacs-lisp", "el": "emacs-lisp", "py": "python", "rs": "rust", "c#": "csharp",
    "sh": "shell", "bash": "shell", "md": "markdown", "rst": "restructuredtext", "rb": "ruby", "yml": "yaml",
    "makefile": "make", "kt": "kotlin", "text": "text", "plain text": "text", "node": "javascript", "header": "c",
}

CPP_MARK = re.compile(r"^\s*(?:class\s+\w+[^;]*$|namespace\b|template\s*<|using\s+\w|public:|private:|protected:)|\bstd::|\bnullptr\b", re.MULTILINE)
SHEBANG = re.compile(r"#!.*?\b(python|bash|sh|zsh|ruby|perl|node|lua|php|tclsh|fish|Rscript)")
INTERPRETERS = {"bash": "shell", "sh": "shell", "zsh": "shell", "fish": "shell", "node": "javascript", "tclsh": "tcl", "Rscript": "r"}


def language_of(path, text=""):
    """The language of a file by its name, its first line, or None."""
    name = path.rsplit("/", 1)[-1]
    known = BY_FILE.get(name)
    if known:
        return known
    dot = name.rfind(".")
    if dot > 0 or (dot == 0 and name.count(".") == 1 and name in BY_SUFFIX):
        suffix = name[dot:]
        known = BY_SUFFIX.get(suffix) or BY_SUFFIX.get(suffix.lower())
        if known:
            if suffix == ".h" and CPP_MARK.search(text):
                return BY_NAME["cpp"]
            return known
        if suffix == ".in":
            return language_of(path[:-3], text)
    if dot <= 0 and text[:2] == "#!":
        found = SHEBANG.match(text[:200])
        if found:
            return BY_NAME.get(INTERPRETERS.get(found[1], found[1]))
    for start in ("Makefile", "Dockerfile"):
        if name.startswith(start):
            return BY_FILE[start]
    return None


def canonical(name):
    """The table's name of a language as people write it, or None."""
    lowered = name.strip().lower()
    lowered = ALIASES.get(lowered, lowered)
    return lowered if lowered in BY_NAME else None
