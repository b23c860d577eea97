import LanguageModels

/// A call to a model as a trace keeps it: what was asked, as digests, and what came back.
package struct RecordedCall: Sendable, Equatable, Codable {
    var model: String
    /// Digest of the messages; see `RequestDigest`.
    var request: String
    /// The same with numbers left out.
    var outline: String
    var text: String
    var finish: String
    var usage: TokenUsage
    var costUSD: Double?
    /// Why there was no reply.
    var failure: String?
    var hint: String?
    /// The failure was the window's size.
    var isOverflow = false
    /// The same call was made again afterwards.
    var isTransient = false
    /// Of the reply no more was taken than this, whatever came.
    var isPartial: Bool?

    init(_ request: ModelRequest, model: String, _ outcome: Result<ModelReply, ModelError>) {
        self.model = model
        let digest = RequestDigest(request.messages)
        (self.request, outline) = (digest.exact, digest.outline)
        switch outcome {
        case .success(let reply):
            (text, finish, usage, costUSD) = (reply.text, reply.finishReason.rawValue, reply.usage, reply.costUSD)
        case .failure(let error):
            (text, finish, usage) = ("", "other", TokenUsage())
            (failure, hint, isTransient) = (error.message, error.hint, error.isTransient)
            isOverflow = error.kind == .contextOverflow
        }
    }

    /// A sub-call that a cache answered.
    init(prompt: String, text: String, model: String, prompts: Prompts) {
        let request = ModelRequest(messages: [Message(.system, prompts.subModel), Message(.user, prompt)])
        self.init(request, model: model, .success(ModelReply(text: text, usage: TokenUsage())))
    }

    /// What the model gave.
    var outcome: Result<ModelReply, ModelError> {
        guard let failure else {
            let reason = ModelReply.FinishReason(rawValue: finish) ?? .other
            return .success(ModelReply(text: text, usage: usage, finishReason: reason, costUSD: costUSD))
        }
        return .failure(
            ModelError(isOverflow ? .contextOverflow : .refused, model: model, message: failure, hint: hint))
    }
}
