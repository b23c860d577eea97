/// The vocabulary by which questions are recognised.
enum QuestionWords {
    /// A noun for a kind of definition → the kind as `definitions(kind=…)` takes it.
    private static let kinds: [String: String] = [
        "function": "function", "func": "function", "subroutine": "function", "procedure": "function",
        "routine": "function",
        "method": "method", "class": "class", "struct": "struct", "structure": "struct", "structs": "struct",
        "enum": "enum", "enumeration": "enum", "union": "union", "actor": "actor", "protocol": "protocol",
        "interface": "interface", "trait": "trait", "type": "type", "typealias": "alias", "typedef": "alias",
        "alias": "alias", "constant": "constant", "variable": "variable", "global": "variable", "macro": "macro",
        "field": "field", "property": "property", "attribute": "property", "initializer": "initializer",
        "initialiser": "initializer", "constructor": "initializer", "namespace": "namespace",
        "extension": "extension", "case": "case", "variant": "case", "enumerator": "case", "heading": "section",
        "section": "section", "chapter": "section", "impl": "impl", "record": "record", "member": "member",
        "option": "option", "defun": "function", "defcustom": "option", "symbol": "", "definition": "",
        "target": "target", "message": "message",
    ]

    /// The kind that a noun means, in the singular or the plural; nil for other words, "" for any kind.
    static func kind(of word: String) -> String? {
        let word = word.lowercased()
        if ["message", "messages", "target", "option", "options", "members", "member", "record", "records"].contains(
            word)
        {
            return nil
        }
        for form in singulars(of: word) { if let kind = kinds[form] { return kind } }
        return nil
    }

    static func singulars(of word: String) -> [String] {
        var forms = [word]
        if word.hasSuffix("ies") { forms.append(word.dropLast(3) + "y") }
        if word.hasSuffix("es") { forms.append(String(word.dropLast(2))) }
        if word.hasSuffix("s"), !word.hasSuffix("ss") { forms.append(String(word.dropLast())) }
        return forms
    }

    /// A word of code that declares a name → the kind's noun.
    static let keywords: [String: String] = [
        "struct": "struct", "class": "class", "enum": "enum", "union": "union", "func": "function", "def": "function",
        "fn": "function", "function": "function", "method": "method", "protocol": "protocol", "trait": "trait",
        "interface": "interface", "actor": "actor", "macro": "macro", "#define": "macro", "define": "macro",
        "typedef": "typedef", "typealias": "typealias", "type": "type", "impl": "impl", "extension": "extension",
        "const": "constant", "let": "constant", "var": "variable", "static": "variable",
    ]

    static let singularKinds: Set<String> = [
        "function", "method", "class", "struct", "enum", "union", "actor", "protocol", "interface", "trait", "type",
        "typealias", "typedef", "constant", "variable", "macro", "field", "property", "attribute", "initializer",
        "namespace", "extension", "symbol", "identifier", "decorator", "exception", "flag", "func", "structure",
    ]

    /// Words that stand beside a kind's noun without being a name.
    static let notNames: Set<String> = [
        "a", "an", "the", "this", "that", "these", "those", "which", "what", "who", "where", "when", "how", "why", "is",
        "are",
        "was", "were", "be", "do", "does", "did", "has", "have", "in", "of", "to", "for", "from", "with", "by", "on",
        "at",
        "as", "and", "or", "not", "no", "it", "its", "they", "them", "all", "any", "each", "every", "some", "many",
        "most",
        "public", "private", "internal", "exported", "static", "abstract", "base", "main_", "new", "first", "last",
        "same",
        "largest", "longest", "biggest", "smallest", "shortest", "top", "top-level", "async", "asynchronous", "helper",
        "test",
        "tests", "definition", "definitions", "declaration", "signature", "name", "names", "called", "named", "defined",
        "declared", "implemented", "used", "responsible", "handling", "handles", "takes", "return", "returns",
        "returning",
        "taking", "can", "could", "should", "would", "will", "there", "whole", "entire", "current", "given",
        "following",
        "code", "source", "file", "files", "folder", "directory", "module", "package", "project", "repository", "repo",
        "here", "about", "into", "between", "using", "via", "than", "if", "then", "also", "only", "more", "less", "own",
        "global", "local", "nested", "default", "python", "swift", "rust", "go", "java", "javascript", "typescript",
        "c",
        "me", "you", "i", "we", "us", "error", "errors", "root", "contains", "contain", "containing", "inside", "under",
        "member", "members", "value", "values", "calls", "call", "hierarchy", "parameter", "parameters", "available",
        "total", "tool", "cli", "app", "binary", "executable", "command", "one", "two", "different", "various",
        "important", "core", "key", "library", "program", "application",
        "system", "build", "per", "out", "up", "down", "over", "long", "short", "parse", "parses", "parsing", "whose",
        "represent", "represents", "describe", "describes", "implement", "implements", "extend", "extends", "inherit",
        "inherits", "conform", "conforms", "define", "defines", "raise", "raises", "throw", "throws", "exist", "exists",
    ]

    /// English words with a hyphen.
    static let compounds: Set<String> = [
        "command-line", "built-in", "third-party", "top-level", "read-only", "run-time", "thread-safe", "open-source",
        "non-default", "key-value", "user-facing", "multi-line", "high-level", "low-level", "case-insensitive",
        "so-called",
    ]

    static let folderNouns: Set<String> = [
        "folder", "directory", "dir", "module", "package", "crate", "target", "subdirectory", "subfolder",
    ]

    /// Nouns that a language's name can stand before: "Swift files".
    static let sourceNouns: Set<String> = [
        "file", "files", "code", "source", "sources", "function", "functions", "class", "classes", "method", "methods",
        "struct", "structs", "enum", "enums", "types", "type", "lines", "line", "script", "scripts", "modules",
        "module",
        "header", "headers", "tests", "test", "protocols", "traits", "interfaces", "documents", "programs",
    ]

    private static let languages: [String: String] = [
        "python": "python", "swift": "swift", "rust": "rust", "golang": "go", "java": "java",
        "javascript": "javascript",
        "js": "javascript", "typescript": "typescript", "ts": "typescript", "c++": "cpp", "cpp": "cpp", "c#": "csharp",
        "ruby": "ruby", "shell": "shell", "bash": "shell", "lua": "lua", "php": "php", "kotlin": "kotlin",
        "perl": "perl",
        "tcl": "tcl", "markdown": "markdown", "json": "json", "yaml": "yaml", "toml": "toml", "html": "html",
        "css": "css",
        "elisp": "emacs-lisp", "rst": "restructuredtext", "restructuredtext": "restructuredtext", "sql": "sql",
        "haskell": "haskell", "scala": "scala", "xml": "html", "tex": "text", "cmake": "cmake", "makefile": "make",
        "protobuf": "protobuf", "zig": "zig",
    ]

    /// The language that a word names; `C` and `Go` only as written so.
    static func language(_ word: String) -> String? {
        switch word {
        case "C": "c"
        case "Go", "golang": "go"
        case "R": "r"
        default: languages[word.lowercased()]
        }
    }

    /// Capitalised words that are no identifiers.
    static let properNouns: Set<String> = [
        "python", "swift", "rust", "java", "javascript", "typescript", "golang", "github", "gitlab", "linux", "macos",
        "windows", "unix", "posix", "darwin", "android", "ios", "todo", "todos", "fixme", "fixmes", "xxx", "hack",
        "readme", "english",
        "json", "yaml", "toml", "html", "http", "https", "tcp", "udp", "tls", "ssl", "api", "cli", "url", "uri", "sql",
        "unicode", "ascii", "utf", "google", "apple", "microsoft", "mozilla", "apache", "mit", "bsd", "gpl", "redis",
        "sympy",
        "what", "where", "which", "who", "how", "why", "list", "show", "find", "give", "does", "is", "are", "the",
        "all",
        "objective-c", "emacs", "lisp", "markdown", "docker", "makefile", "numpy", "latex", "mathml", "javadoc",
        "openssl",
        "ipv4", "ipv6", "dns", "ftp", "ssh", "websocket", "websockets", "graphql", "oauth", "jwt", "regex",
    ]

    static let fileNames: Set<String> = [
        "Makefile", "Dockerfile", "README", "LICENSE", "CHANGELOG", "Rakefile", "Gemfile", "Podfile", "CMakeLists.txt",
        "NOTICE", "AUTHORS", "CONTRIBUTING", "MANIFEST",
    ]

    static let fileEndings: Set<String> = [
        "py", "pyi", "swift", "c", "h", "cc", "cpp", "hpp", "cxx", "rs", "go", "js", "jsx", "mjs", "cjs", "ts", "tsx",
        "java",
        "el", "md", "rst", "txt", "toml", "yaml", "yml", "json", "cfg", "ini", "conf", "sh", "bash", "zsh", "rb", "lua",
        "php", "kt", "cs", "scala", "pl", "tcl", "sql", "proto", "html", "css", "scss", "xml", "mk", "cmake", "log",
        "org",
        "lock", "mod", "sum", "csv", "tex", "diff", "patch", "gradle", "properties", "mm", "m", "hs", "ex", "zig",
        "vue",
        "ipynb", "in", "plist", "svg", "fish", "pyx",
    ]
}
