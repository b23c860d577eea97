import RLMEngine

/// The text of an answer while the model writes it, where its reply is the answer itself.
struct AnswerPieces {
    /// A reply that begins so is no answer, but submits one.
    private static let submissions = ["FINAL", "SUBMIT", "```"]

    private var isAnswer = false
    private var pending = ""
    /// All that was taken out.
    private(set) var told = ""

    /// Takes one event of the run.
    /// - Returns: true when what was taken out before is void.
    mutating func update(_ event: Event) -> Bool {
        guard event.depth == 0 else { return false }
        switch event.kind {
        case .answering: isAnswer = true
        case .modelText(let piece) where isAnswer: pending += piece
        case .modelRetrying where isAnswer:
            pending = ""
            defer { told = "" }
            return !told.isEmpty
        case .modelReplied: isAnswer = false
        default: break
        }
        return false
    }

    /// What can be told now; empty when it may yet turn out to be no answer.
    mutating func take() -> String {
        if told.isEmpty {
            pending = String(pending.drop(while: \.isWhitespace))
            if Self.submissions.contains(where: { pending.hasPrefix($0) }) {
                isAnswer = false
                pending = ""
            }
            if Self.submissions.contains(where: { $0.hasPrefix(pending) }) { return "" }
        }
        defer { pending = "" }
        told += pending
        return pending
    }

    /// What is missing of the whole answer; nil when it does not go on from what was told.
    func rest(of answer: String) -> String? {
        if answer.hasPrefix(told) { return String(answer.dropFirst(told.count)) }
        return told.hasPrefix(answer) && told.dropFirst(answer.count).allSatisfy(\.isWhitespace) ? "" : nil
    }
}
