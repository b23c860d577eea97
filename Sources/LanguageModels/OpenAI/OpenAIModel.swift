import Synchronization

/// A model behind a server that speaks OpenAI's chat completion protocol, OpenAI's own or one of the many others.
///
/// A server that rejects a parameter because it speaks a dialect of the protocol is asked again in that dialect, and
/// the dialect is remembered.
package final class OpenAIModel: LanguageModel {
    package let name: String
    package let replyIdentity: String?
    /// The model's name at the server.
    private let id: String
    private let opensReasoningUnseen: Bool
    private let server: ModelServer
    private let price: ModelPrice?
    private let settings: ModelProvider
    private let window = OpenAIContextWindow()
    private let dialect: Mutex<OpenAIDialect>

    init(
        name: String, id: String, server: ModelServer, dialect: OpenAIDialect = OpenAIDialect(), price: ModelPrice?,
        settings: ModelProvider = ModelProvider(.openai)
    ) {
        self.name = name
        self.id = id
        opensReasoningUnseen = Self.opensReasoningUnseen(id)
        self.server = server
        self.price = price
        self.settings = settings
        self.dialect = Mutex(dialect)
        replyIdentity = server.replyIdentity(.openai, id: id, maxOutputTokens: settings.maxOutputTokens)
    }

    package func contextWindow() async -> Int? {
        if let size = settings.contextWindow { return size }
        return await window.size(of: id, at: server) ?? price?.contextWindow
    }

    package func priceUSD(of usage: TokenUsage) -> Double? { price?.cost(of: usage) }

    package func respond(
        to request: ModelRequest, onText: @escaping @Sendable (String) -> Void
    ) async throws(ModelError) -> ModelReply {
        var current = dialect.withLock { $0 }
        var tried = [current]
        while true {
            do throws(ModelError) {
                let reply = try await respond(to: request, dialect: current, onText: onText)
                if tried.count > 1 { dialect.withLock { [current] in $0 = current } }
                return reply
            } catch {
                guard case .rejected(let status) = error.kind, status == 400 || status == 422,
                    let next = current.corrected(after: error.message), !tried.contains(next)
                else { throw error }
                current = next
                tried.append(next)
            }
        }
    }

    private func respond(
        to request: ModelRequest, dialect: OpenAIDialect, onText: @escaping @Sendable (String) -> Void
    ) async throws(ModelError) -> ModelReply {
        var limited = request
        limited.maxOutputTokens = request.maxOutputTokens ?? settings.maxOutputTokens
        let body = OpenAIRequest(limited, model: id, dialect: dialect).body
        let (text, outcome) = try await server.reply(
            to: body, at: "/chat/completions",
            decoder: { [opensReasoningUnseen] in
                OpenAIReplyDecoder(failures: $0, reasoningOpensUnseen: opensReasoningUnseen)
            }, onText: onText)
        return ModelReply(text: text, outcome: outcome, request: request, price: price)
    }

    /// True for models whose chat template ends in an opened block of reasoning, when the server leaves it in the text.
    private static func opensReasoningUnseen(_ id: String) -> Bool {
        let id = id.lowercased()
        return ["deepseek-r1", "qwq", "-thinking"].contains { id.contains($0) }
    }
}
