/// The body of a request of Anthropic's Messages protocol.
///
/// Prompt caching: the conversation is only ever appended to, so a mark on the system prompt and, once there have been
/// replies, on the last message makes the next turn find everything before it in the cache. A single prompt is not
/// marked behind its system prompt, because writing to the cache costs extra and nobody would read it.
struct AnthropicRequest: Encodable, Equatable {
    struct CacheControl: Encodable, Equatable {
        var type = "ephemeral"
    }

    struct TextBlock: Encodable, Equatable {
        var type = "text"
        var text: String
        var cache_control: CacheControl?
    }

    struct Turn: Encodable, Equatable {
        var role: String
        var content: [TextBlock]
    }

    var model: String
    var max_tokens: Int
    var system: [TextBlock]?
    var messages: [Turn]
    var stream = true
    var temperature: Double?

    init(_ request: ModelRequest, model: String, maxTokens: Int) {
        self.model = model
        max_tokens = maxTokens
        temperature = request.temperature
        let systemText = request.messages.filter { $0.role == .system }.map(\.text).joined(separator: "\n\n")
        if !systemText.isEmpty { system = [TextBlock(text: systemText, cache_control: CacheControl())] }
        messages = request.messages.filter { $0.role != .system }
            .map { Turn(role: $0.role.rawValue, content: [TextBlock(text: Self.nonEmpty($0.text))]) }
        if messages.contains(where: { $0.role == "assistant" }) {
            messages[messages.count - 1].content[0].cache_control = CacheControl()
        }
    }

    /// The protocol rejects blocks without visible text, such as a reply that was empty.
    private static func nonEmpty(_ text: String) -> String {
        text.allSatisfy(\.isWhitespace) ? "(empty)" : text
    }
}
