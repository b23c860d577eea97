import JSON

/// The body of a chat completion request, as OpenAI's protocol has it.
struct OpenAIRequest {
    let json: JSONValue

    init(_ request: ModelRequest, model: String, dialect: OpenAIDialect) {
        let limit = dialect.maxCompletionTokens ? "max_completion_tokens" : "max_tokens"
        json = .members([
            "model": .string(model),
            "messages": .array(request.messages.map(\.json)),
            "stream": .bool(true),
            "stream_options": dialect.streamOptions ? .object(["include_usage": .bool(true)]) : nil,
            // OpenRouter's way to ask for the cost of the call.
            "usage": dialect.costInUsage ? .object(["include": .bool(true)]) : nil,
            limit: .optional(request.maxOutputTokens),
            "temperature": dialect.temperature ? .optional(request.temperature) : nil,
        ])
    }
}

extension Message {
    /// The message as most protocols have it.
    var json: JSONValue { .object(["role": .string(role.rawValue), "content": .string(text)]) }
}
