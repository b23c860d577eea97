/// Rules in place of a language model, and it says so: no key, no server, no reasoning.
///
/// As a root model it recognises the kind of a question and writes the Python that answers it; when code finds
/// nothing it writes the next best. As a sub-model it copies the words of the passage that fit the instruction.
package struct BuiltinModel: LanguageModel {
    package init() {}

    package var name: String { "builtin" }

    package var needsREPL: Bool { true }

    package func contextWindow() async -> Int? { nil }

    package func respond(
        to request: ModelRequest, onText: @escaping @Sendable (String) -> Void
    ) async throws(ModelError) -> ModelReply {
        if Task.isCancelled {
            throw ModelError(.cancelled, model: name, message: "the call was cancelled.")
        }
        let text =
            if let conversation = BuiltinConversation(request.messages) {
                conversation.nextReply()
            } else {
                PassageReader(request.messages).answer()
            }
        onText(text)
        return ModelReply(
            text: text, usage: TokenUsage.estimate(messages: request.messages, reply: text), costUSD: 0)
    }
}
