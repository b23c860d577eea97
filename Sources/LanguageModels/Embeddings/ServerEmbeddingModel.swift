import HTTPTransport

/// An embedding model behind Ollama's `/api/embed` or a server's OpenAI-compatible `/embeddings`.
struct ServerEmbeddingModel: EmbeddingModel {
    let name: String
    /// The model's name at the server.
    let id: String
    let api: ModelProvider.API
    let server: ModelServer
    let price: ModelPrice?

    var identity: String { server.replyIdentity(api, id: id, maxOutputTokens: nil) }

    func priceUSD(of usage: TokenUsage) -> Double? { price?.cost(of: usage) }

    func embed(_ texts: [String]) async throws(ModelError) -> Embeddings {
        let body = try server.encode(["model": JSONValue.string(id), "input": .array(texts.map(JSONValue.string))])
        let answer = try await server.json(
            .post, api == .ollama ? "/api/embed" : "/embeddings", body: body, as: Answer.self)
        let vectors = answer.vectors
        guard vectors.count == texts.count, let size = vectors.first?.count, size > 0,
            vectors.allSatisfy({ $0.count == size && $0.allSatisfy(\.isFinite) })
        else {
            throw ModelError(
                .malformed, model: name, message: "the server did not send one vector for each text.",
                hint: "Is it a model for embeddings?")
        }
        let tokens = answer.prompt_eval_count ?? answer.usage?.prompt_tokens
        let estimate = TokenUsage.estimate(messages: texts.map { Message(.user, $0) }, reply: "")
        return Embeddings(vectors: vectors, usage: tokens.map { TokenUsage(prompt: $0) } ?? estimate)
    }

    /// What either kind of server answers.
    private struct Answer: Decodable {
        struct Item: Decodable {
            var index: Int?
            var embedding: [Float]
        }

        struct Usage: Decodable {
            var prompt_tokens: Int?
        }

        var embeddings: [[Float]]?
        var data: [Item]?
        var prompt_eval_count: Int?
        var usage: Usage?

        var vectors: [[Float]] {
            if let embeddings { return embeddings }
            let items = data ?? []
            return items.enumerated().sorted { ($0.element.index ?? $0.offset) < ($1.element.index ?? $1.offset) }
                .map(\.element.embedding)
        }
    }
}
