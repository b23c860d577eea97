import Configuration

/// What a line of a chat that begins with a slash asks for.
enum ChatInstruction: Equatable {
    case help
    case cost
    /// Another root model, or with no name: which one answers.
    case model(String?)
    case add(String)
    /// The session as Markdown into a file.
    case save(String)
    case quit
    /// Nothing that can be done; the sentence says why.
    case mistake(String)

    /// Name, argument and what help says, in the order of help.
    static let list: [(name: String, argument: String, help: String)] = [
        ("/help", "", "show this"),
        ("/cost", "", "what the session has taken so far"),
        ("/model", "[NAME]", "show the model, or go on with another"),
        ("/add", "PATH", "read one more file or folder"),
        ("/save", "FILE", "write questions and answers to FILE as Markdown"),
        ("/quit", "", "leave; the session is saved as it goes"),
    ]

    /// nil when the line is a question: it begins otherwise, or with a path such as /etc/hosts.
    init?(_ line: String) {
        guard line.hasPrefix("/") else { return nil }
        let name = String(line.prefix { !$0.isWhitespace })
        let rest = line.dropFirst(name.count).drop(while: \.isWhitespace)
        let argument = String(rest.reversed().drop(while: \.isWhitespace).reversed())
        switch name {
        case "/help", "/?": self = .help
        case "/cost": self = .cost
        case "/model": self = .model(argument.isEmpty ? nil : argument)
        case "/add" where !argument.isEmpty: self = .add(argument)
        case "/save" where !argument.isEmpty: self = .save(argument)
        case "/add": self = .mistake("/add takes a file or folder: /add PATH")
        case "/save": self = .mistake("/save takes a file: /save FILE (the session itself is saved as it goes)")
        case "/quit", "/exit", "/q": self = .quit
        default:
            guard !name.dropFirst().contains("/"), name.count > 1 else { return nil }
            let hint = suggestion(for: name, in: Self.list.map(\.name))
            self = .mistake("unknown command \(PlainText.oneLine(name))\(hint) (/help lists them)")
        }
    }

    static var helpText: String { helpLines.map { "  " + $0 }.joined(separator: "\n") }

    static var helpLines: [String] {
        let commands = list.map { entry in
            let left = entry.argument.isEmpty ? entry.name : "\(entry.name) \(entry.argument)"
            return left + String(repeating: " ", count: max(2, 18 - left.count)) + entry.help
        }
        return commands + [
            "A line that ends in \\ goes on in the next; \"\"\" begins and ends several lines.",
            "Tab completes commands and paths of the input, with or without @ before them.",
            "Ctrl-C stops an answer, Ctrl-D leaves.",
        ]
    }
}
