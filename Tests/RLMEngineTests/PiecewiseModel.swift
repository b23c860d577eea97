import LanguageModels
import Synchronization

/// A model that streams its replies step by step, as a test says.
final class PiecewiseModel: LanguageModel {
    enum Step: Sendable {
        case text(String)
        /// Waits until `run` returns.
        case wait(@Sendable () async -> Void)
        case fail(ModelError.Kind)
        /// The reply ends here, cut at the output limit.
        case cut
        /// The whole reply turns out to be another text than that which was streamed.
        case instead(String)

        /// Nothing more comes until the call is cancelled.
        static let silence = Step.wait { try? await Task.sleep(for: .seconds(60)) }

        /// `text` in pieces of `size` characters.
        static func pieces(_ text: String, of size: Int) -> [Step] {
            var rest = text[...]
            var steps: [Step] = []
            while !rest.isEmpty {
                steps.append(.text(String(rest.prefix(size))))
                rest = rest.dropFirst(size)
            }
            return steps
        }
    }

    let name = "test/root"
    private let replies: [[Step]]
    private let asked = Mutex<[ModelRequest]>([])

    /// - Parameter replies: one for each call; the last one for all further calls.
    init(_ replies: [[Step]]) { self.replies = replies }

    var requests: [ModelRequest] { asked.withLock { $0 } }

    func contextWindow() async -> Int? { nil }
    func priceUSD(of usage: TokenUsage) -> Double? { 0 }

    func respond(
        to request: ModelRequest, onText: @escaping @Sendable (String) -> Void
    ) async throws(ModelError) -> ModelReply {
        let call = asked.withLock { asked in
            asked.append(request)
            return asked.count - 1
        }
        var text = ""
        var reason = ModelReply.FinishReason.stop
        for step in replies[min(call, replies.count - 1)] {
            if Task.isCancelled { throw ModelError(.cancelled, model: name, message: "cancelled.") }
            switch step {
            case .text(let piece):
                text += piece
                onText(piece)
            case .wait(let run): await run()
            case .fail(let kind): throw ModelError(kind, model: name, message: "it failed.")
            case .cut: reason = .length
            case .instead(let whole): text = whole
            }
        }
        if Task.isCancelled { throw ModelError(.cancelled, model: name, message: "cancelled.") }
        let usage = TokenUsage(prompt: 10, completion: 10)
        return ModelReply(text: text, usage: usage, finishReason: reason, costUSD: 0)
    }
}
