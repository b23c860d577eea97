import Synchronization

/// Replies of this run's plain sub-calls, so that a cell that is run again after an error pays nothing twice.
final class SubcallMemo: Sendable {
    private struct Key: Hashable {
        var model: String
        var prompt: String
    }

    private struct State {
        var replies: [Key: String] = [:]
        var bytes = 0
    }

    /// Bytes of prompts and replies kept; calls beyond are not remembered.
    static let capacity = 64 << 20

    private let state = Mutex(State())

    func reply(model: String, prompt: String) -> String? {
        state.withLock { $0.replies[Key(model: model, prompt: prompt)] }
    }

    func remember(_ reply: String, model: String, prompt: String) {
        let size = prompt.utf8.count + reply.utf8.count
        state.withLock { state in
            guard state.bytes + size <= Self.capacity else { return }
            state.bytes += size
            state.replies[Key(model: model, prompt: prompt)] = reply
        }
    }
}
