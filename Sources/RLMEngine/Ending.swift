/// How a loop ended, before its citations are checked.
struct Ending: Sendable, Equatable {
    var text: String
    var reason: StopReason
    /// Why there is no complete answer and what to do next; nil when there is one.
    var problem: String?

    static func answered(_ text: String) -> Ending { Ending(text: text, reason: .answered, problem: nil) }
}
