/// What a call cost whose text nobody gets: it broke off, or another server was faster.
package struct ModelCharge: Sendable, Equatable {
    /// The model's full name.
    package var model: String
    package var usage: TokenUsage
    /// US dollars; nil when no price is known.
    package var costUSD: Double?

    package init(model: String, usage: TokenUsage, costUSD: Double?) {
        self.model = model
        self.usage = usage
        self.costUSD = costUSD
    }
}
