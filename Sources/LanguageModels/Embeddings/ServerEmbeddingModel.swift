import HTTPTransport
import JSON

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
        let body = JSONValue.object(["model": .string(id), "input": .array(texts.map(JSONValue.string))]).encoded
        let answer = try await server.json(.post, api == .ollama ? "/api/embed" : "/embeddings", body: body)
        let vectors = Self.vectors(answer)
        guard vectors.count == texts.count, let size = vectors.first?.count, size > 0,
            vectors.allSatisfy({ $0.count == size && $0.allSatisfy(\.isFinite) })
        else {
            throw ModelError(
                .malformed, model: name, message: "the server did not send one vector for each text.",
                hint: "Is it a model for embeddings?")
        }
        let tokens = (answer["prompt_eval_count"] ?? answer["usage"]?["prompt_tokens"])?.integer
        let estimate = TokenUsage.estimate(messages: texts.map { Message(.user, $0) }, reply: "")
        return Embeddings(vectors: vectors, usage: tokens.map { TokenUsage(prompt: $0) } ?? estimate)
    }

    /// The vectors, in the order of the texts, from what either kind of server answers; empty when there is anything in
    /// it that is no vector.
    private static func vectors(_ answer: JSONValue) -> [[Float]] {
        let lists: [JSONValue?]
        if let embeddings = answer["embeddings"]?.array {
            lists = embeddings
        } else {
            let items = answer["data"]?.array ?? []
            lists = items.enumerated()
                .sorted { ($0.element["index"]?.integer ?? $0.offset) < ($1.element["index"]?.integer ?? $1.offset) }
                .map { $0.element["embedding"] }
        }
        let vectors = lists.compactMap { list in list?.array.map { $0.compactMap { $0.number.map { Float($0) } } } }
        let isWhole = zip(vectors, lists).allSatisfy { $0.count == $1?.array?.count }
        return vectors.count == lists.count && isWhole ? vectors : []
    }
}
