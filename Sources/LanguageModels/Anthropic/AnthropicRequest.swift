import JSON

/// The body of a request of Anthropic's Messages protocol.
///
/// Prompt caching: the conversation is only ever appended to, so a mark on the system prompt and, once there have been
/// replies, on the last message makes the next turn find everything before it in the cache. A single prompt is not
/// marked behind its system prompt, because writing to the cache costs extra and nobody would read it.
struct AnthropicRequest {
    let json: JSONValue

    init(_ request: ModelRequest, model: String, maxTokens: Int) {
        let system = request.messages.filter { $0.role == .system }.map(\.text).joined(separator: "\n\n")
        let turns = request.messages.filter { $0.role != .system }
        let continues = turns.contains { $0.role == .assistant }
        json = .members([
            "model": .string(model),
            "max_tokens": .optional(maxTokens),
            "system": system.isEmpty ? nil : .array([Self.block(system, marked: true)]),
            "messages": .array(
                turns.enumerated().map { index, turn in
                    let isLast = index == turns.count - 1
                    let block = Self.block(Self.nonEmpty(turn.text), marked: continues && isLast)
                    return .object(["role": .string(turn.role.rawValue), "content": .array([block])])
                }),
            "stream": .bool(true),
            "temperature": .optional(request.temperature),
        ])
    }

    private static func block(_ text: String, marked: Bool) -> JSONValue {
        .members([
            "type": .string("text"), "text": .string(text),
            "cache_control": marked ? .object(["type": .string("ephemeral")]) : nil,
        ])
    }

    /// The protocol rejects blocks without visible text, such as a reply that was empty.
    private static func nonEmpty(_ text: String) -> String {
        text.allSatisfy(\.isWhitespace) ? "(empty)" : text
    }
}
