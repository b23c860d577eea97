import LanguageModels
import Synchronization

/// Notes how far a call came, so that one which is stopped or breaks off in the middle is counted all the same.
final class CallMeter: Sendable {
    private struct State {
        var wasSent = false
        var bytes = 0
    }

    private let state = Mutex(State())

    /// The request is about to go out.
    func send() { state.withLock { $0.wasSent = true } }

    /// A piece of the reply has come.
    func hear(_ piece: String) { state.withLock { $0.bytes += piece.utf8.count } }

    /// What a call that failed with `error` is taken to have used: what came of its reply, and the prompt that was read
    /// for it; nil when the model has not worked on it, as far as anybody knows.
    func charge(after error: any Error, for request: ModelRequest, to model: any LanguageModel) -> ModelReply? {
        let state = state.withLock { $0 }
        let kind = (error as? ModelError)?.kind
        let wasStopped = error is DeadlinePassed || error is CancellationError || kind == .cancelled || kind == .timeout
        guard state.bytes > 0 || (state.wasSent && wasStopped) else { return nil }
        return estimate(for: request, to: model)
    }

    /// What the prompt, and as much of the reply as has come, are taken to cost; a reply without a text.
    func estimate(for request: ModelRequest, to model: any LanguageModel) -> ModelReply {
        let bytes = state.withLock { $0.bytes }
        let usage = TokenUsage.estimate(messages: request.messages, replyBytes: bytes)
        return ModelReply(text: "", usage: usage, finishReason: .other, costUSD: model.priceUSD(of: usage))
    }
}

extension Result<ModelReply, any Error> {
    /// What the call is charged with: its reply, or after a failure what `meter` says.
    func charge(_ meter: (any Error) -> ModelReply?) -> ModelReply? {
        switch self {
        case .success(let reply): reply
        case .failure(let error): meter(error)
        }
    }
}
