/// How a kind of file marks comments and strings, as far as it takes to tell them from code.
struct SourceLanguage: Sendable, Equatable {
    /// All of the file is written for people.
    var isProse = false
    /// What begins a comment that ends with the line.
    var lineComment: String?
    /// `/* … */`.
    var hasBlockComments = false
    /// Block comments may hold others.
    var nestsBlockComments = false
    /// `'…'` is a string as long as any, not one character.
    var hasSingleQuotes = false
    /// `` `…` `` is a string over several lines.
    var hasBackticks = false
    /// `"""…"""` is a string over several lines.
    var hasTripleQuotes = false
    /// `"\(…)"` and `#"…"#`.
    var isSwift = false

    /// Nil for a kind of file that is not known.
    init?(of file: SourceFile) {
        switch file.fileExtension {
        case "swift":
            (lineComment, hasBlockComments, nestsBlockComments) = ("//", true, true)
            (hasTripleQuotes, isSwift) = (true, true)
        case "c", "h", "cc", "cpp", "cxx", "hpp", "hh", "m", "mm", "java", "cs", "scala", "kt":
            (lineComment, hasBlockComments) = ("//", true)
        case "rs": (lineComment, hasBlockComments, nestsBlockComments) = ("//", true, true)
        case "go": (lineComment, hasBlockComments, hasBackticks) = ("//", true, true)
        case "js", "mjs", "ts", "jsx", "tsx":
            (lineComment, hasBlockComments, hasSingleQuotes, hasBackticks) = ("//", true, true, true)
        case "py": (lineComment, hasSingleQuotes, hasTripleQuotes) = ("#", true, true)
        case "sh", "bash", "zsh", "rb", "pl", "yml", "yaml", "toml", "cmake", "mk":
            (lineComment, hasSingleQuotes) = ("#", true)
        case "md", "markdown", "rst", "txt", "adoc": isProse = true
        default: return nil
        }
    }
}
