/// The body of a request to Ollama's `/api/chat`.
struct OllamaRequest: Encodable, Equatable {
    struct Options: Encodable, Equatable {
        var num_ctx: Int?
        var num_predict: Int?
        var temperature: Double?
    }

    struct ChatMessage: Encodable, Equatable {
        var role: String
        var content: String
    }

    var model: String
    var messages: [ChatMessage]
    var stream = true
    var options: Options
    /// Neither cut the prompt nor drop its beginning while the reply grows; servers since 0.12 then report an error.
    var truncate = false
    var shift = false

    init(_ request: ModelRequest, model: String, contextSize: Int?, maxOutputTokens: Int?) {
        self.model = model
        messages = request.messages.map { ChatMessage(role: $0.role.rawValue, content: $0.text) }
        options = Options(
            num_ctx: contextSize, num_predict: maxOutputTokens, temperature: request.temperature)
    }
}
