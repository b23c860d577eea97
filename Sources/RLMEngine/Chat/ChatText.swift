import LanguageModels

/// What the engine says to a root model in a chat besides what it says in a single question.
enum ChatText {
    /// Characters that a digest repeats of an answer: of the latest ones, and of older ones.
    private static let latestAnswer = 2_000
    private static let olderAnswer = 300
    private static let latest = 4
    /// Exchanges that a digest lists at most.
    private static let mostListed = 60

    /// A question after the first; what the worker has kept follows in `state`.
    static func opening(question: String, after exchanges: [ChatExchange], inventory: String) -> String {
        var parts: [String] = []
        if let unseen = unseenAnswer(of: exchanges.last) { parts.append("The user saw this answer:\n" + unseen) }
        parts.append("<question>\n\(question)\n</question>")
        parts.append("This is question \(exchanges.count + 1) of the session, over the same input: \(inventory)")
        return parts.joined(separator: "\n\n")
    }

    /// The last answer where it does not stand in the conversation, as when code computed it.
    private static func unseenAnswer(of exchange: ChatExchange?) -> String? {
        guard let exchange, !exchange.answer.isEmpty else { return nil }
        let said = exchange.messages.last { $0.role == .assistant }?.text ?? ""
        return said.contains(exchange.answer) ? nil : cut(exchange.answer, to: latestAnswer)
    }

    /// What is left of the earlier questions in Python, and the turn.
    static func state(exchanges: Int, variables: [String], news: [String], limit: Int) -> String {
        var lines = news
        if exchanges > 0 {
            let names = exchanges == 1 ? "`history_0`" : "`history_0` to `history_\(exchanges - 1)`"
            lines.append(
                "The messages of each earlier question stand in \(names), all of them in `history`: lists of dicts "
                    + "with `role` and `content`.")
            if !variables.isEmpty {
                lines.append("Your variables are kept: " + variables.suffix(60).joined(separator: ", ") + ".")
            }
            lines.append(
                "Look again where you need more than you have seen, and submit the answer from a block as before.")
        } else {
            lines.append(
                "You have not looked at the input yet. Begin by looking: write a ```repl block now, and do not answer yet."
            )
        }
        return lines.joined(separator: "\n") + "\nTurn 1 of \(limit)."
    }

    /// The earlier questions in short, in place of their messages.
    static func digest(of exchanges: [ChatExchange]) -> String {
        let first = max(0, exchanges.count - mostListed)
        var parts = [
            """
            Earlier in this session the user asked \(exchanges.count) \(exchanges.count == 1 ? "question" : "questions"). \
            They stand here in short, to make room; every message in full is in the variables `history_N` (N from 0, \
            lists of dicts with `role` and `content`) and `history` (all of them): look there for what you saw before.
            """
        ]
        for (index, exchange) in exchanges.enumerated().dropFirst(first) {
            let length = index >= exchanges.count - latest ? latestAnswer : olderAnswer
            let answer = exchange.answer.isEmpty ? "(none)" : cut(exchange.answer, to: length)
            parts.append("[\(index)] Question: \(cut(exchange.question, to: 500))\nAnswer: \(answer)")
        }
        return parts.joined(separator: "\n\n")
    }

    /// What is said in place of an answer that the user did not wait for.
    static let stopped = "The user stopped this answer."

    /// The notice for the user when earlier questions are put into a digest.
    static let folded = "the model's window fills up: earlier questions are summed up, their messages stay in `history`"

    private static func cut(_ text: String, to length: Int) -> String {
        text.count <= length ? text : text.prefix(length) + " … (\(text.count - length) characters more)"
    }
}
