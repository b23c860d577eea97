import ReplyCache
import Synchronization

/// Replies of this run's plain sub-calls, so that a cell that is run again after an error pays nothing twice.
final class SubcallMemo: Sendable {
    private struct State {
        var replies: [ReplyKey: String] = [:]
        var bytes = 0
    }

    /// Bytes of replies kept; calls beyond are not remembered.
    static let capacity = 64 << 20

    private let state = Mutex(State())

    func reply(for key: ReplyKey) -> String? {
        state.withLock { $0.replies[key] }
    }

    func remember(_ reply: String, for key: ReplyKey) {
        state.withLock { state in
            guard state.bytes + reply.utf8.count <= Self.capacity else { return }
            state.bytes += reply.utf8.count
            state.replies[key] = reply
        }
    }
}
