/// Turns the bytes of a provider's answer, in any chunking, into the pieces of a reply. A pure state machine.
protocol ReplyDecoder: Sendable {
    /// The pieces of text that `bytes` completes.
    mutating func consume(_ bytes: [UInt8]) throws(ModelError) -> [String]

    /// True when the answer is complete and nothing of use can follow.
    var isComplete: Bool { get }

    /// The last pieces of text, when the answer ends. It throws when the answer ended too early.
    mutating func finish() throws(ModelError) -> [String]

    /// The reply, after `finish`; its text is the pieces joined. Usage is nil when the provider gave none.
    var outcome: ReplyOutcome { get }
}

/// What a decoder found out besides the text.
struct ReplyOutcome: Sendable, Equatable {
    var usage: TokenUsage?
    var finishReason: ModelReply.FinishReason = .other
    /// Dollars, when the provider itself reports them.
    var costUSD: Double?
    /// Tokens of the prompt that the provider wrote to its cache, which some charge more for.
    var cacheWriteTokens = 0
}
