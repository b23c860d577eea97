import JSON

/// The body of a request to Ollama's `/api/chat`.
struct OllamaRequest {
    let json: JSONValue

    init(_ request: ModelRequest, model: String, contextSize: Int?, maxOutputTokens: Int?) {
        json = .object([
            "model": .string(model),
            "messages": .array(request.messages.map(\.json)),
            "stream": .bool(true),
            "options": .members([
                "num_ctx": .optional(contextSize),
                "num_predict": .optional(maxOutputTokens),
                "temperature": .optional(request.temperature),
            ]),
            // Neither cut the prompt nor drop its beginning while the reply grows; servers since 0.12 then report an
            // error.
            "truncate": .bool(false),
            "shift": .bool(false),
        ])
    }
}
