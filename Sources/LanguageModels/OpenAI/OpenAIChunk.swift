import JSON

/// One event of a streamed chat completion, or a whole completion, with what may be in it.
///
/// Everything is optional: servers leave out what they do not know.
struct OpenAIChunk {
    /// The choice's piece of text; nil when it has none.
    var text: String?
    var refusal: String?
    var finishReason: String?
    var hasChoice = false
    var usage: TokenUsage?
    /// OpenRouter's dollars.
    var costUSD: Double?
    var error: JSONValue?

    /// The members of the object that are looked at.
    static let members: Set<String> = ["error", "usage", "choices"]

    init(_ value: JSONValue) {
        error = value["error"].flatMap { $0 == .null ? nil : $0 }
        if let usage = value["usage"] {
            self.usage = Self.tokens(usage)
            costUSD = usage["cost"]?.number
        }
        guard let choice = value["choices"]?.array?.first else { return }
        hasChoice = true
        finishReason = choice["finish_reason"]?.string
        let delta = choice["delta"].flatMap { $0.object == nil ? nil : $0 }
        guard let content = delta ?? choice["message"] else { return }
        // A string, or in some servers a list of parts.
        let parts = content["content"]
        text = parts?.string ?? parts?.array?.compactMap { $0["text"]?.string }.joined()
        refusal = content["refusal"]?.string
    }

    private static func tokens(_ usage: JSONValue) -> TokenUsage? {
        guard let prompt = usage["prompt_tokens"]?.integer else { return nil }
        // The second is DeepSeek's name for cached tokens.
        let cached = usage["prompt_tokens_details"]?["cached_tokens"] ?? usage["prompt_cache_hit_tokens"]
        return TokenUsage(
            prompt: prompt, completion: usage["completion_tokens"]?.integer ?? 0, cachedPrompt: cached?.integer ?? 0)
    }
}
