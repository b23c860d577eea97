import JSON

/// A model behind Anthropic's Messages protocol.
package final class AnthropicModel: LanguageModel {
    package let name: String
    private let id: String
    private let server: ModelServer
    private let price: ModelPrice?
    private let window: Int?
    private let maxOutputTokens: Int?

    /// The protocol's version, sent with every request.
    static let version = "2023-06-01"

    init(
        name: String, id: String, server: ModelServer, price: ModelPrice?, contextWindow: Int? = nil,
        maxOutputTokens: Int? = nil
    ) {
        self.name = name
        self.id = id
        self.server = server
        self.price = price
        window = contextWindow ?? price?.contextWindow
        self.maxOutputTokens = maxOutputTokens
    }

    package func contextWindow() async -> Int? { window }

    package var replyIdentity: String? {
        server.replyIdentity(.anthropic, id: id, maxOutputTokens: maxOutputTokens)
    }

    package func priceUSD(of usage: TokenUsage) -> Double? { price?.cost(of: usage) }

    package func respond(
        to request: ModelRequest, onText: @escaping @Sendable (String) -> Void
    ) async throws(ModelError) -> ModelReply {
        let maxTokens = request.maxOutputTokens ?? maxOutputTokens ?? Self.usualMaxTokens(id)
        let body = AnthropicRequest(request, model: id, maxTokens: maxTokens).json.encoded
        let (text, outcome) = try await server.reply(
            to: body, at: "/v1/messages", decoder: { AnthropicReplyDecoder(failures: $0) }, onText: onText)
        return ModelReply(text: text, outcome: outcome, request: request, price: price)
    }

    /// The protocol demands a limit: one that every model of the family accepts.
    private static func usualMaxTokens(_ id: String) -> Int {
        if id.contains("claude-3-5") || id.contains("claude-3.5") { return 8192 }
        return id.contains("claude-3-7") || !id.contains("claude-3") ? 16_384 : 4096
    }
}
