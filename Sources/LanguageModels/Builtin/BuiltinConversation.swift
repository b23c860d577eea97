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
        guard let opening = messages.firstIndex(where: { $0.role == .user && $0.text.contains("<question>") }),
            let start = messages[opening].text.firstRange(of: "<question>"),
            let end = messages[opening].text[start.upperBound...].firstRange(of: "</question>")
        else { return nil }
        let text = messages[opening].text
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
