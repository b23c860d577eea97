/// What the engine understands of a root model's reply: code to run, a submitted answer, or prose.
struct Reply: Equatable {
    /// A way to submit the answer in the text of a reply, outside of code.
    enum Submission: Equatable {
        /// `FINAL(text)`: the raw text between the parentheses.
        case text(String)
        /// `FINAL_VAR(name)`.
        case variable(String)
    }

    /// The code blocks in order.
    var code: [String]
    /// Those of them that were closed.
    var closedCode: [String]
    var submission: Submission?
    /// The text outside of code blocks and without the submission.
    var prose: String
    /// The language of a block that is not run (`json`, `bash`), when there was one.
    var ignoredLanguage: String?
    /// True when the last code block was opened and never closed.
    var endsInsideCode: Bool

    init(parsing text: String) {
        var scanner = FenceScanner()
        for line in text.split(omittingEmptySubsequences: false, whereSeparator: { $0 == "\n" || $0 == "\r\n" }) {
            scanner.take(line)
        }
        scanner.finish()
        let prose = scanner.prose.joined(separator: "\n")
        let found = SubmissionParser.find(in: prose)
        submission = found?.submission
        self.prose = (found?.rest ?? prose).trimmed
        endsInsideCode = scanner.endsInsideCode
        ignoredLanguage = scanner.blocks.lazy.compactMap(\.otherLanguage).first
        var blocks = scanner.blocks.filter { $0.kind == .labelled }.map(\.code)
        if blocks.isEmpty, submission == nil {
            blocks = scanner.blocks.filter { $0.kind == .unlabelled && Self.looksLikeCode($0.code) }.map(\.code)
        }
        code = blocks.filter { !$0.trimmed.isEmpty }
        closedCode = (endsInsideCode ? blocks.dropLast() : blocks[...]).filter { !$0.trimmed.isEmpty }
    }

    /// True for an unlabelled block that is meant to run: it uses something that only the REPL has.
    private static func looksLikeCode(_ code: String) -> Bool {
        [
            "print(", "context", "files[", "llm_query", "rlm_query", "FINAL", "answer[", "grep(", "lines(",
            "import ", "for ",
        ].contains { code.contains($0) }
    }
}

extension StringProtocol {
    /// Without white space at both ends.
    var trimmed: String {
        var part = self[...]
        while let first = part.first, first.isWhitespace { part = part.dropFirst() }
        while let last = part.last, last.isWhitespace { part = part.dropLast() }
        return String(part)
    }
}
