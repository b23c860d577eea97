/// What a question asks for, as far as rules can tell.
enum Intent: Equatable {
    /// What is counted.
    enum Countable: Equatable {
        case files, lines, folders, tests, commits, languages
        /// Definitions of a kind; "" is any.
        case definitions(String)
        /// Places where a text stands.
        case occurrences(String)
        case usages(String)
        case calls(String)
    }

    /// What is asked about a function.
    enum Aspect: Equatable {
        case signature, documentation
    }

    case commits
    case todos(words: [String])
    case environment
    case flags
    /// Error messages; of one function when it is named.
    case errors(within: String?)
    case imports
    case importers(of: String)
    case dependencies
    /// Test functions; those that use a name when it is given.
    case tests(of: String?)
    case count(Countable)
    /// The largest files, or definitions of a kind.
    case largest(kind: String?)
    case callers(String)
    case callees(String)
    case subtypes(String)
    case supertypes(String)
    case usages(String)
    /// Where an error type is raised, thrown or returned.
    case raising(String)
    /// Where a name is given a value.
    case assignments(String)
    case about(String, Aspect)
    case value(String)
    /// The default of something that is named by words: "the default buffer size".
    case defaultOf([String])
    /// The project's own version.
    case version
    case members(kind: String, of: String)
    case list(kind: String)
    /// Functions that take or return a type.
    case withinSignature(String, kind: String)
    case definition(String, kind: String)
    /// What a name is or does.
    case explanation(String)
    case quoted(String)
    case files
    case languages
    case summary
    /// The folders that something is made of, each with its purpose.
    case parts
    /// Needs judgement: why, whether, how well.
    case judgement
    case search
}
