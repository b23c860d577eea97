/// What a model answered.
package struct ModelReply: Sendable, Equatable {
    package enum FinishReason: String, Sendable {
        /// The model ended by itself.
        case stop
        /// The reply was cut at the output limit.
        case length
        /// Any other reason, or none given.
        case other
    }

    /// The reply's text without any hidden reasoning; may be empty.
    package var text: String
    package var usage: TokenUsage
    package var finishReason: FinishReason
    /// US dollars, as the provider reported it or by the price table; nil when no price is known.
    package var costUSD: Double?
    /// The full name of the model that answered, where a pool chose it; nil for the one that was asked.
    package var answeredBy: String?
    /// What was spent on the way for text that nobody gets.
    package var besides: [ModelCharge] = []

    package init(text: String, usage: TokenUsage, finishReason: FinishReason = .stop, costUSD: Double? = nil) {
        self.text = text
        self.usage = usage
        self.finishReason = finishReason
        // A number from a server, which a limit has to be able to count.
        self.costUSD = costUSD.map { min(max($0, 0), 1e9) }
    }
}
