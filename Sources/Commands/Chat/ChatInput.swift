/// Where the questions of a chat come from: a person at a terminal, or lines of a pipe or a file.
protocol ChatInput: Sendable {
    func read(_ prompt: String) async -> LineEditor.Input
    /// Keeps an entry for the arrow keys.
    func remember(_ entry: String)
}

extension LineEditor: ChatInput {}

extension ChatInput {
    /// The next entry: a line; lines joined where they end in a backslash; or all between two `"""`.
    func entry() async -> LineEditor.Input {
        let first = await read("rlm> ")
        guard case .line(var text) = first else { return first }
        let isQuoted = text.hasPrefix("\"\"\"")
        if isQuoted { text = String(text.dropFirst(3)) }
        while isQuoted ? !text.hasSuffix("\"\"\"") : text.hasSuffix("\\") {
            let next = await read("...> ")
            guard case .line(let line) = next else { return next }
            text = (isQuoted ? text : String(text.dropLast())) + "\n" + line
        }
        return .line(isQuoted ? String(text.dropLast(3)) : text)
    }
}
