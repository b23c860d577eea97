import Bridge
import JSON
import Synchronization

/// Whether a query is to be cancelled, and where, once that is known.
final class CancelWish: Sendable {
    private struct State {
        var isCancelled = false
        var query: (id: String, client: RPCClient)?
    }

    private let state = Mutex(State())

    func cancel() {
        state.withLock { state in
            state.isCancelled = true
            Self.send(state)
        }
    }

    /// - Parameter client: the connection to ask over from now on.
    func concerns(_ id: String, _ client: RPCClient) {
        state.withLock { state in
            state.query = (id, client)
            Self.send(state)
        }
    }

    private static func send(_ state: State) {
        guard state.isCancelled, let query = state.query else { return }
        Task { try await query.client.request("query/cancel", ["queryId": .string(query.id)]) }
    }
}
