extension ModelFactory {
    /// Makes the embedding model that a user named, such as `ollama/nomic-embed-text`; nothing is sent yet.
    /// - Throws: `ModelError.Kind.configuration` when the name or the settings make no sense.
    package func embeddingModel(named text: String) throws(ModelError) -> any EmbeddingModel {
        let name = try ModelName(parsing: text, servers: providers.keys)
        guard let provider = providers[name.provider], provider.api != .anthropic, !name.model.isEmpty else {
            throw ModelError(
                .configuration, model: text, message: "this is no model for embeddings.",
                hint: "Name one of Ollama or of an OpenAI-compatible server, such as ollama/nomic-embed-text.")
        }
        return ServerEmbeddingModel(
            name: name.description, id: name.model, api: provider.api,
            server: try server(of: name.provider, provider, model: name.description),
            price: prices.price(of: name, isLocal: provider.isLocal))
    }
}
