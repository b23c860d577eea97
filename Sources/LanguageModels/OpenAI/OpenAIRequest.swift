/// The body of a chat completion request, as OpenAI's protocol has it.
struct OpenAIRequest: Encodable, Equatable {
    struct StreamOptions: Encodable, Equatable {
        var include_usage = true
    }

    struct UsageOptions: Encodable, Equatable {
        var include = true
    }

    struct ChatMessage: Encodable, Equatable {
        var role: String
        var content: String
    }

    var model: String
    var messages: [ChatMessage]
    var stream = true
    var stream_options: StreamOptions?
    /// OpenRouter's way to ask for the cost of the call.
    var usage: UsageOptions?
    var max_tokens: Int?
    var max_completion_tokens: Int?
    var temperature: Double?

    init(_ request: ModelRequest, model: String, dialect: OpenAIDialect) {
        self.model = model
        messages = request.messages.map { ChatMessage(role: $0.role.rawValue, content: $0.text) }
        if dialect.streamOptions { stream_options = StreamOptions() }
        if dialect.costInUsage { usage = UsageOptions() }
        if dialect.maxCompletionTokens {
            max_completion_tokens = request.maxOutputTokens
        } else {
            max_tokens = request.maxOutputTokens
        }
        if dialect.temperature { temperature = request.temperature }
    }
}
