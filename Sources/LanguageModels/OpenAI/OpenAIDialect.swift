/// In what servers that speak OpenAI's protocol differ, as far as a request is concerned.
struct OpenAIDialect: Sendable, Equatable {
    /// Knows `stream_options`, which asks for the usage at the end of a stream.
    var streamOptions = true
    /// Names the limit of the reply `max_completion_tokens`; others name it `max_tokens`.
    var maxCompletionTokens = false
    /// Takes a temperature; OpenAI's reasoning models refuse it.
    var temperature = true
    /// Wants to be asked for the cost.
    var costInUsage = false

    init() {}

    /// What is known of a server by its host.
    init(host: String, model: String) {
        if host == "api.openai.com" {
            maxCompletionTokens = true
            temperature = !["o1", "o3", "o4", "gpt-5"].contains { model.hasPrefix($0) }
        }
        costInUsage = host == "openrouter.ai"
    }

    /// The dialect to try next, when a request was rejected with `message` because of one of these differences.
    func corrected(after message: String) -> OpenAIDialect? {
        var next = self
        if message.contains("max_completion_tokens") || message.contains("max_tokens") {
            next.maxCompletionTokens.toggle()
        } else if message.contains("stream_options") {
            next.streamOptions = false
        } else if message.contains("temperature") {
            next.temperature = false
        }
        return next == self ? nil : next
    }
}
