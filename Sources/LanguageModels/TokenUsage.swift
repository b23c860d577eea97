/// Tokens of one call or of many added up.
package struct TokenUsage: Sendable, Equatable, Codable {
    /// Tokens of the prompt, the cached ones included.
    package var prompt: Int
    /// Tokens of the reply, hidden reasoning included.
    package var completion: Int
    /// Tokens of the prompt that the provider served from its cache.
    package var cachedPrompt: Int
    /// True when the provider gave no numbers and these are estimated at four bytes a token.
    package var estimated: Bool

    /// More than anybody ever used; numbers come from servers, and a sum of them must not overflow.
    private static let most = 1 << 44

    /// Numbers that cannot be become the nearest that can.
    package init(prompt: Int = 0, completion: Int = 0, cachedPrompt: Int = 0, estimated: Bool = false) {
        self.prompt = Self.possible(prompt)
        self.completion = Self.possible(completion)
        self.cachedPrompt = Self.possible(cachedPrompt)
        self.estimated = estimated
    }

    private static func possible(_ tokens: Int) -> Int { min(max(tokens, 0), most) }

    package var total: Int { prompt + completion }

    package static func + (left: TokenUsage, right: TokenUsage) -> TokenUsage {
        TokenUsage(
            prompt: left.prompt + right.prompt, completion: left.completion + right.completion,
            cachedPrompt: left.cachedPrompt + right.cachedPrompt, estimated: left.estimated || right.estimated)
    }

    package static func += (left: inout TokenUsage, right: TokenUsage) { left = left + right }

    /// An estimate for providers that report nothing: four bytes of UTF-8 a token.
    package static func estimate(messages: [Message], reply: String) -> TokenUsage {
        estimate(messages: messages, replyBytes: reply.utf8.count)
    }

    package static func estimate(messages: [Message], replyBytes: Int) -> TokenUsage {
        let prompt = messages.reduce(0) { $0 + $1.text.utf8.count / 4 + 4 }
        return TokenUsage(prompt: prompt, completion: (replyBytes + 3) / 4, estimated: true)
    }
}
