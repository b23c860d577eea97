/// What a model costs, in US dollars per million tokens, and how long its context is.
package struct ModelPrice: Sendable, Equatable {
    package var prompt: Double
    /// For prompt tokens served from the provider's cache.
    package var cachedPrompt: Double
    /// For prompt tokens written to the provider's cache, where that costs more than `prompt`.
    package var cacheWrite: Double
    package var completion: Double
    /// Tokens of prompt and reply together; nil when not known.
    package var contextWindow: Int?

    /// - Parameters:
    ///   - cachedPrompt: as `prompt` when nil.
    ///   - cacheWrite: as `prompt` when nil.
    package init(
        prompt: Double, cachedPrompt: Double? = nil, cacheWrite: Double? = nil, completion: Double,
        contextWindow: Int? = nil
    ) {
        self.prompt = prompt
        self.cachedPrompt = cachedPrompt ?? prompt
        self.cacheWrite = cacheWrite ?? prompt
        self.completion = completion
        self.contextWindow = contextWindow
    }

    /// The price of what runs on the user's own machines.
    package static let free = ModelPrice(prompt: 0, completion: 0)

    /// Dollars for one call.
    package func cost(of usage: TokenUsage, cacheWriteTokens: Int = 0) -> Double {
        let plain = max(0, usage.prompt - usage.cachedPrompt - cacheWriteTokens)
        let sum =
            Double(plain) * prompt + Double(usage.cachedPrompt) * cachedPrompt + Double(cacheWriteTokens) * cacheWrite
            + Double(usage.completion) * completion
        return sum / 1_000_000
    }
}
