/// One event of a streamed chat completion, or a whole completion, with what may be in it.
///
/// Everything is optional: servers leave out what they do not know.
struct OpenAIChunk: Decodable {
    struct Choice: Decodable {
        var delta: Content?
        var message: Content?
        var finish_reason: String?
    }

    struct Content: Decodable {
        /// A string, or in some servers a list of parts.
        var content: JSONValue?
        var refusal: String?

        var text: String? {
            content?.string ?? content?.array?.compactMap { $0["text"]?.string }.joined()
        }
    }

    struct Usage: Decodable {
        struct Details: Decodable {
            var cached_tokens: Int?
        }

        var prompt_tokens: Int?
        var completion_tokens: Int?
        var prompt_tokens_details: Details?
        /// DeepSeek's name for cached tokens.
        var prompt_cache_hit_tokens: Int?
        /// OpenRouter's dollars.
        var cost: Double?

        var tokens: TokenUsage? {
            guard let prompt_tokens else { return nil }
            return TokenUsage(
                prompt: prompt_tokens, completion: completion_tokens ?? 0,
                cachedPrompt: prompt_tokens_details?.cached_tokens ?? prompt_cache_hit_tokens ?? 0)
        }
    }

    var choices: [Choice]?
    var usage: Usage?
    var error: JSONValue?
}
