import LanguageModels
import Synchronization

/// A model that gives the replies of a trace again: each to the request that it answered, whatever the order.
final class ReplayModel: LanguageModel {
    let name: String
    let needsREPL: Bool
    private let window: Int?
    private let calls: ReplayCalls

    init(_ facts: RunSetup.Model, _ calls: ReplayCalls) {
        name = facts.name
        needsREPL = facts.needsREPL
        window = facts.contextWindow
        self.calls = calls
    }

    func contextWindow() async -> Int? { window }
    func priceUSD(of usage: TokenUsage) -> Double? { 0 }

    func respond(
        to request: ModelRequest, onText: @escaping @Sendable (String) -> Void
    ) async throws(ModelError) -> ModelReply {
        guard let call = calls.take(for: request) else {
            throw ModelError(.refused, model: name, message: "the trace holds no reply to this.")
        }
        let reply = try call.outcome.get()
        onText(reply.text)
        return reply
    }
}

/// The recorded calls of a run, by what was asked.
final class ReplayCalls: Sendable {
    private struct State {
        var waiting: [String: [RecordedCall]] = [:]
        var outlines: [String: [RecordedCall]] = [:]
    }

    private let state: Mutex<State>
    /// Told of a request that the trace does not hold.
    private let onMiss: @Sendable (ModelRequest) -> Void

    init(_ calls: [RecordedCall], onMiss: @escaping @Sendable (ModelRequest) -> Void) {
        var state = State()
        for call in calls {
            state.waiting[call.request, default: []].append(call)
            state.outlines[call.outline, default: []].append(call)
        }
        self.state = Mutex(state)
        self.onMiss = onMiss
    }

    /// The reply to a request; asked again, the last one again.
    func take(for request: ModelRequest) -> RecordedCall? {
        let digest = RequestDigest(request.messages)
        let found = state.withLock { state in
            Self.take(digest.exact, from: &state.waiting) ?? Self.take(digest.outline, from: &state.outlines)
        }
        if found == nil { onMiss(request) }
        return found
    }

    private static func take(_ key: String, from calls: inout [String: [RecordedCall]]) -> RecordedCall? {
        guard var waiting = calls[key], !waiting.isEmpty else { return nil }
        // What failed and was tried again counts as its last try.
        while waiting.count > 1, waiting[0].isTransient { waiting.removeFirst() }
        let call = waiting[0]
        if waiting.count > 1 { waiting.removeFirst() }
        calls[key] = waiting
        return call
    }
}
