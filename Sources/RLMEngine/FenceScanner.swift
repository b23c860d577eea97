/// Splits a reply, line by line, into fenced blocks and the prose around them.
struct FenceScanner {
    struct Block: Equatable {
        enum Kind: Equatable {
            /// `repl`, `python`, `py`: meant to run.
            case labelled
            case unlabelled
            /// Another language: shown, never run.
            case other
        }

        var kind: Kind
        var code: String
        /// The label of a block of kind `other`.
        var otherLanguage: String?
    }

    private struct Fence {
        var mark: Character
        var length: Int
        var indent: Int
        var kind: Block.Kind
        /// The first word of the opening line, in lower case.
        var language: String
        /// The opening line, to put back into the prose of blocks that are not code.
        var line: String
    }

    private(set) var blocks: [Block] = []
    private(set) var prose: [String] = []
    private(set) var endsInsideCode = false
    private var open: Fence?
    private var body: [String] = []
    /// Above 0 between `FINAL(` and its end: a block there is part of the answer's text.
    private var openParentheses = 0

    private static let runnable: Set<String> = ["repl", "python", "py", "python3", "ipython", "tool_code"]

    mutating func take(_ line: Substring) {
        guard let fence = open else {
            if let opened = Self.opening(line) { begin(opened) } else { takeProse(line) }
            return
        }
        if Self.closes(fence, line) { close(fence, closingLine: String(line)) } else { body.append(String(line)) }
    }

    /// Ends the text: a block left open counts as one.
    mutating func finish() {
        guard let fence = open else { return }
        endsInsideCode = fence.kind == .labelled
        close(fence, closingLine: nil)
    }

    private mutating func takeProse(_ line: Substring) {
        prose.append(String(line))
        let start = line.drop { " \t*_`>".contains($0) }
        if openParentheses == 0, !start.hasPrefix("FINAL(") { return }
        openParentheses += line.reduce(0) { $0 + ($1 == "(" ? 1 : $1 == ")" ? -1 : 0) }
        openParentheses = max(0, openParentheses)
    }

    private mutating func begin(_ fence: Fence) {
        open = fence
        if openParentheses > 0 { open?.kind = .other }
    }

    private mutating func close(_ fence: Fence, closingLine: String?) {
        let code = body.map { Self.outdent($0, by: fence.indent) }.joined(separator: "\n")
        let other = fence.kind == .other ? fence.language : nil
        blocks.append(Block(kind: fence.kind, code: code, otherLanguage: other))
        if fence.kind != .labelled {
            // Text such as FINAL( … ) may span a fenced block: keep it in the prose as it was written.
            prose.append(fence.line)
            prose += body
            if let closingLine { prose.append(closingLine) }
        }
        open = nil
        body = []
    }

    private static func opening(_ line: Substring) -> Fence? {
        let text = line.drop { $0 == " " || $0 == "\t" }
        guard let mark = text.first, mark == "`" || mark == "~" else { return nil }
        let length = text.prefix { $0 == mark }.count
        guard length >= 3 else { return nil }
        let info = text.dropFirst(length).trimmed
        guard !info.contains("`") else { return nil }
        let language = info.prefix { !$0.isWhitespace && $0 != "{" && $0 != ":" }.lowercased()
        let kind: Block.Kind =
            language.isEmpty ? .unlabelled : runnable.contains(language) ? .labelled : .other
        return Fence(
            mark: mark, length: length, indent: line.count - text.count, kind: kind, language: language,
            line: String(line))
    }

    private static func closes(_ fence: Fence, _ line: Substring) -> Bool {
        let text = line.trimmed
        return text.count >= fence.length && text.allSatisfy { $0 == fence.mark }
    }

    private static func outdent(_ line: String, by indent: Int) -> String {
        var rest = line[...]
        for _ in 0..<indent {
            guard let first = rest.first, first == " " || first == "\t" else { break }
            rest = rest.dropFirst()
        }
        return String(rest)
    }
}
