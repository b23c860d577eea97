/// What a model is asked: the messages so far and the limits of the reply.
package struct ModelRequest: Sendable, Equatable {
    /// At most one system message, which stands first; then user and assistant in turns.
    package var messages: [Message]
    /// Tokens the reply may take; nil leaves the provider's own limit.
    package var maxOutputTokens: Int?
    /// Sampling temperature; nil leaves the provider's default.
    package var temperature: Double?
    /// Names the conversation whose next turn this is, so that a pool sends it where the turns before were read, and
    /// streams the reply; nil for a single question, which any server may answer, or two at once.
    package var conversation: Int?

    package init(messages: [Message], maxOutputTokens: Int? = nil, temperature: Double? = nil) {
        self.messages = messages
        self.maxOutputTokens = maxOutputTokens
        self.temperature = temperature
    }

    /// A request of one user message: how a sub-model is asked.
    package init(prompt: String) {
        self.init(messages: [Message(.user, prompt)])
    }
}
