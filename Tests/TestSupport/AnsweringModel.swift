package import LanguageModels
import Synchronization

/// A model whose replies a test decides, call by call; it keeps what it was asked.
package final class AnsweringModel: LanguageModel {
    package typealias Answering = @Sendable (_ request: ModelRequest, _ call: Int) async throws(ModelError) -> String

    package let name: String
    /// Under which its replies are kept for later runs; nil, as by default, keeps none.
    package let replyIdentity: String?
    private let answering: Answering
    private let asked = Mutex<[ModelRequest]>([])
    private let window: Int?
    /// US dollars per token; nil when the price is unknown.
    private let pricePerToken: Double?
    private let finishReason: ModelReply.FinishReason

    /// - Parameter answering: called with the request and the number of the call, from 0.
    package init(
        _ name: String = "test/root", window: Int? = nil, pricePerToken: Double? = 0, replyIdentity: String? = nil,
        finishReason: ModelReply.FinishReason = .stop, answering: @escaping Answering
    ) {
        self.name = name
        self.window = window
        self.replyIdentity = replyIdentity
        self.finishReason = finishReason
        self.pricePerToken = pricePerToken
        self.answering = answering
    }

    /// Gives `replies` one after another, then the last one again and again.
    package convenience init(
        _ name: String = "test/root", window: Int? = nil, pricePerToken: Double? = 0, replyIdentity: String? = nil,
        replies: [String]
    ) {
        self.init(name, window: window, pricePerToken: pricePerToken, replyIdentity: replyIdentity) { _, call in
            replies[min(call, replies.count - 1)]
        }
    }

    /// What it was asked so far, in order of arrival.
    package var requests: [ModelRequest] { asked.withLock { $0 } }

    package func contextWindow() async -> Int? { window }

    package func priceUSD(of usage: TokenUsage) -> Double? { pricePerToken.map { $0 * Double(usage.total) } }

    package func respond(
        to request: ModelRequest, onText: @escaping @Sendable (String) -> Void
    ) async throws(ModelError) -> ModelReply {
        let call = asked.withLock { asked in
            asked.append(request)
            return asked.count - 1
        }
        if Task.isCancelled { throw ModelError(.cancelled, model: name, message: "cancelled.") }
        let text = try await answering(request, call)
        onText(text)
        let usage = TokenUsage.estimate(messages: request.messages, reply: text)
        return ModelReply(text: text, usage: usage, finishReason: finishReason, costUSD: priceUSD(of: usage))
    }
}
