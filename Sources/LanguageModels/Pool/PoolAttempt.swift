import Synchronization

/// What came of asking one or several members.
struct PoolOutcome: Sendable {
    var reply: ModelReply?
    /// By member.
    var failures: [(member: Int, error: ModelError)] = []
    var charges: [ModelCharge] = []
    /// Text was handed on before it failed.
    var hasSpoken = false
}

/// Follows one attempt: how much text has come, and why it was ended when it was.
final class PoolAttempt: Sendable {
    enum End: Sendable {
        /// Its caller left.
        case left
        /// Another member was faster.
        case overtaken
        /// It took too long, and others are asked.
        case stalled
    }

    private let bytes = Atomic(0)
    private let stopped = Mutex(End.left)

    var textBytes: Int { bytes.load(ordering: .relaxed) }
    var end: End { stopped.withLock { $0 } }

    func heard(_ piece: String) { bytes.add(piece.utf8.count, ordering: .relaxed) }
    func stop(because end: End) { stopped.withLock { $0 = end } }
}
