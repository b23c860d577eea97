/// What the built-in model sees of a run as its root model: the question, and how its code has fared so far.
struct BuiltinConversation {
    /// The line that its code prints when it has no answer.
    static let nothingFound = "nothing found"

    let question: String
    /// True when the input is one file or stream.
    let hasOneFile: Bool
    /// What the engine said after each reply so far, in order.
    let answersToReplies: [String]

    /// nil when no user message carries a question between `<question>` tags: then it is a plain call.
    init?(_ messages: [Message]) {
        guard let opening = Self.opening(in: messages), let text = Self.fromLatestQuestion(messages[opening].text),
            let start = text.firstRange(of: Self.tag), let end = text[start.upperBound...].firstRange(of: "</question>")
        else { return nil }
        question = BuiltinConversation.trimmed(text[start.upperBound..<end.lowerBound])
        hasOneFile = text[end.upperBound...].contains("the file `")
        var answers: [String] = []
        var since = ""
        for message in messages[(opening + 1)...].reversed() {
            switch message.role {
            case .user: since = message.text + "\n" + since
            case .assistant:
                answers.append(since)
                since = ""
            case .system: break
            }
        }
        answersToReplies = answers.reversed()
    }

    private static let tag = "<question>"

    /// The message that puts the question: the latest of the chat, which ends in the first turn's line; what code
    /// printed ends in another's. Without such a line, the first with a question.
    private static func opening(in messages: [Message]) -> Int? {
        let latest = messages.lastIndex { message in
            let last = message.text.split(separator: "\n").last ?? ""
            return message.role == .user && last.hasPrefix("Turn 1 of ") && message.text.contains(tag)
        }
        return latest ?? messages.firstIndex { $0.role == .user && $0.text.contains(tag) }
    }

    /// The text from the last line on that opens a question, or all of it.
    private static func fromLatestQuestion(_ text: String) -> Substring? {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard let line = lines.last(where: { $0 == tag }) else { return text[...] }
        return text[line.startIndex...]
    }

    /// The next reply: the first look, the next strategy when the last one found nothing, or the submission.
    func nextReply() -> String {
        let strategies = StrategyWriter(Question(question), hasOneFile: hasOneFile).strategies()
        guard let latest = answersToReplies.last else { return Self.reply(strategies[0]) }
        let failed =
            latest.contains(Self.nothingFound) || latest.contains("Traceback (most recent call last)")
            || latest.contains("was interrupted at its time limit") || !latest.contains("REPL output")
        if failed, answersToReplies.count < strategies.count { return Self.reply(strategies[answersToReplies.count]) }
        if failed { return Self.reply(.giveUp) }
        return Self.reply(.submission)
    }

    private static func reply(_ strategy: Strategy) -> String {
        "\(strategy.plan)\n\n```repl\n\(strategy.code)\n```"
    }

    static func trimmed(_ text: some StringProtocol) -> String {
        var part = text[...]
        while let first = part.first, first.isWhitespace { part = part.dropFirst() }
        while let last = part.last, last.isWhitespace { part = part.dropLast() }
        return String(part)
    }
}
