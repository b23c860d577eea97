import JSON
import Synchronization

/// All that a query has told, kept for clients that come or come back later.
///
/// Safe from any thread. Each subscriber gets every update once and in order, what was told before it came included.
final class QueryLog: Sendable {
    /// Takes an update without waiting for anything.
    typealias Subscriber = @Sendable (QueryUpdate) -> Void

    private struct State {
        var updates: [QueryUpdate] = []
        var subscribers: [Int: Subscriber] = [:]
        var lastSeq: Int
        var hasEnded = false
    }

    private let state: Mutex<State>

    /// - Parameter start: the number that those of all updates are greater than.
    init(after start: Int = 0) {
        state = Mutex(State(lastSeq: start))
    }

    /// What one that has ended has told.
    init(ended updates: [QueryUpdate]) {
        state = Mutex(State(updates: updates, lastSeq: updates.last?.seq ?? 0, hasEnded: true))
    }

    var updates: [QueryUpdate] { state.withLock { $0.updates } }

    /// The latest update.
    var last: QueryUpdate? { state.withLock { $0.updates.last } }

    var lastSeq: Int { state.withLock { $0.lastSeq } }

    func append(_ kind: QueryUpdate.Kind, _ members: [String: JSONValue] = [:]) {
        state.withLock { state in
            guard !state.hasEnded else { return }
            state.lastSeq += 1
            let update = QueryUpdate(seq: state.lastSeq, kind: kind, members: members)
            Self.dropSuperseded(by: update, from: &state.updates)
            state.updates.append(update)
            for subscriber in state.subscribers.values { subscriber(update) }
        }
    }

    /// Nothing is told any more; subscribers have had all.
    func end() {
        state.withLock { state in
            state.hasEnded = true
            state.subscribers = [:]
        }
    }

    /// Tells all that was told after `seq`, then all that follows.
    /// - Parameter number: who listens; one that listens already is told only once of what follows.
    func subscribe(after seq: Int, as number: Int, _ subscriber: @escaping Subscriber) {
        state.withLock { state in
            for update in state.updates where update.seq > seq { subscriber(update) }
            if !state.hasEnded { state.subscribers[number] = subscriber }
        }
    }

    func unsubscribe(_ number: Int) {
        state.withLock { _ = $0.subscribers.removeValue(forKey: number) }
    }

    /// Totals replace earlier totals; of a text that begins anew, what was said before is of no use.
    private static func dropSuperseded(by update: QueryUpdate, from updates: inout [QueryUpdate]) {
        switch update.kind {
        case .usage, .subcalls: updates.removeAll { $0.kind == update.kind }
        case .reset: updates.removeAll { $0.kind == .delta || $0.kind == .reset }
        default: break
        }
    }
}
