/// A model that turns texts into vectors, of which those of texts with like meanings point in like directions.
package protocol EmbeddingModel: Sendable {
    /// The full name a user would write, such as `ollama/nomic-embed-text`.
    var name: String { get }

    /// What tells the model from every other whose vectors cannot be compared with its own.
    var identity: String { get }

    /// US dollars that `usage` would cost; nil when no price is known.
    func priceUSD(of usage: TokenUsage) -> Double?

    /// The vectors of `texts`, in order, by one call.
    func embed(_ texts: [String]) async throws(ModelError) -> Embeddings
}

/// Vectors of texts, and what they took.
package struct Embeddings: Sendable, Equatable {
    package var vectors: [[Float]]
    package var usage: TokenUsage

    package init(vectors: [[Float]], usage: TokenUsage) {
        self.vectors = vectors
        self.usage = usage
    }
}
