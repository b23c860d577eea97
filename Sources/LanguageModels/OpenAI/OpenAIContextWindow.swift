import HTTPTransport

/// How a server that speaks OpenAI's protocol tells the context window of a model, which the protocol itself does not.
enum OpenAIContextWindow: Sendable {
    /// It does not tell.
    case unknown
    /// In the list of models: vLLM's `max_model_len`, OpenRouter's `context_length`.
    case modelList
    /// llama.cpp's server has one model and tells in `/props`, beside `/v1`.
    case props

    func ask(_ server: ModelServer, model: String) async -> Int? {
        switch self {
        case .unknown: return nil
        case .modelList:
            let list = try? await server.json(.get, "/models")["data"]?.array
            let entry = list?.first { $0["id"]?.string == model }
            let size = entry?["max_model_len"] ?? entry?["context_length"] ?? Self.routed(entry)
            return size?.integer
        case .props:
            var server = server
            if server.baseURL.hasSuffix("/v1") { server.baseURL.removeLast(3) }
            let props = try? await server.json(.get, "/props")
            return props?["default_generation_settings"]?["n_ctx"]?.integer
        }
    }

    /// Hugging Face's router lists the providers of a model: the smallest window is the one to count on.
    private static func routed(_ entry: JSONValue?) -> JSONValue? {
        let sizes = entry?["providers"]?.array?.compactMap { $0["context_length"]?.number } ?? []
        return sizes.min().map { .number($0) }
    }
}
