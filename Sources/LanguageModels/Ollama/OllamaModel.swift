import HTTPTransport
import JSON

/// A model behind Ollama's own API, which unlike its OpenAI-compatible one lets the context size be chosen.
package final class OllamaModel: LanguageModel {
    package let name: String
    private let id: String
    private let server: ModelServer
    private let price: ModelPrice?
    private let settings: ModelProvider
    private let plan: OllamaContextPlan

    init(
        name: String, id: String, server: ModelServer, price: ModelPrice?, settings: ModelProvider = .init(.ollama),
        plan: OllamaContextPlan = OllamaContextPlan()
    ) {
        self.name = name
        self.id = id
        self.server = server
        self.price = price
        self.settings = settings
        self.plan = plan
    }

    package func contextWindow() async -> Int? {
        let info = try? await info()
        return limit(info)
    }

    package var replyIdentity: String? {
        server.replyIdentity(.ollama, id: id, maxOutputTokens: settings.maxOutputTokens)
    }

    package func priceUSD(of usage: TokenUsage) -> Double? { price?.cost(of: usage) }

    package func respond(
        to request: ModelRequest, onText: @escaping @Sendable (String) -> Void
    ) async throws(ModelError) -> ModelReply {
        let info = try await info()
        let limit = limit(info)
        if let limit, OllamaContextPlan.leastTokens(request.messages) > limit {
            throw overflow(tokens: OllamaContextPlan.estimate(request.messages), limit: limit)
        }
        let maxOutput = request.maxOutputTokens ?? settings.maxOutputTokens
        var tokens = OllamaContextPlan.estimate(request.messages) + (maxOutput ?? OllamaContextPlan.replyRoom)
        while true {
            let size = info.isRemote ? nil : plan.size(forTokens: tokens, limit: limit)
            do throws(ModelError) {
                return try await respond(to: request, size: size, maxOutput: maxOutput, onText: onText)
            } catch {
                // Servers that report the overflow do so before the first piece of text: try the next size.
                guard error.kind == .contextOverflow, error.hint != Self.cutHint, let size, size < limit ?? 1 << 20
                else { throw error }
                tokens = size + 1
            }
        }
    }

    private func respond(
        to request: ModelRequest, size: Int?, maxOutput: Int?, onText: @escaping @Sendable (String) -> Void
    ) async throws(ModelError) -> ModelReply {
        let body = OllamaRequest(request, model: id, contextSize: size, maxOutputTokens: maxOutput).json.encoded
        let (text, outcome) = try await server.reply(
            to: body, at: "/api/chat", decoder: { OllamaReplyDecoder(failures: $0) }, onText: onText)
        if let size, let reported = outcome.usage?.prompt,
            OllamaContextPlan.wasCut(reported: reported, size: size, messages: request.messages)
        {
            // The text is out already, so the call fails; a later one gets a larger window.
            _ = plan.size(forTokens: size + 1, limit: limit(plan.info))
            throw ModelError(
                .contextOverflow, model: name,
                message: "Ollama cut the prompt: it read \(reported) tokens with a context of \(size).",
                hint: Self.cutHint)
        }
        return ModelReply(text: text, outcome: outcome, request: request, price: price)
    }

    private func info() async throws(ModelError) -> OllamaModelInfo {
        if let info = plan.info { return info }
        let body = JSONValue.object(["model": .string(id)]).encoded
        let info = OllamaModelInfo(try await server.json(.post, "/api/show", body: body))
        plan.info = info
        return info
    }

    private func limit(_ info: OllamaModelInfo?) -> Int? {
        guard let length = info?.contextLength else { return settings.contextWindow }
        return min(length, settings.contextWindow ?? length)
    }

    private static let cutHint = "Ask with a shorter prompt, or again: the next call asks for a larger context."

    private func overflow(tokens: Int, limit: Int) -> ModelError {
        ModelError(
            .contextOverflow, model: name,
            message: "the prompt has about \(tokens) tokens, and the model's context holds \(limit).",
            hint: "Ask with a shorter prompt or a model with a longer context.")
    }
}
