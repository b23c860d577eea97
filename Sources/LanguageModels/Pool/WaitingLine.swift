/// The calls that wait for room at a server, in the order in which they are served. No thread and no copy of a prompt
/// belongs to a waiting call, only its suspended task.
struct WaitingLine: Sendable {
    /// Where a call that waited ends up.
    enum Placement: Sendable {
        /// At a member, under the number of this attempt.
        case member(Int, ticket: Int)
        case nobody
        case cancelled
    }

    struct Waiter: Sendable {
        let call: PoolCall
        let continuation: CheckedContinuation<Placement, Never>
    }

    private(set) var waiters: [Waiter] = []

    var count: Int { waiters.count }

    mutating func insert(_ waiter: Waiter) {
        // Nearly always the last one.
        var index = waiters.endIndex
        while index > 0, waiter.call.precedes(waiters[index - 1].call) { index -= 1 }
        waiters.insert(waiter, at: index)
    }

    mutating func remove(at index: Int) -> Waiter { waiters.remove(at: index) }

    mutating func remove(ticket: Int) -> Waiter? {
        waiters.firstIndex { $0.call.ticket == ticket }.map { waiters.remove(at: $0) }
    }
}
