import Synchronization

/// What the clients of a server together make it hold: lines that have not ended yet, and messages that wait to be sent.
///
/// When it becomes too much, the client that holds most has to go. Safe from any thread.
package final class HeldBytes: Sendable {
    private struct Holder {
        var bytes = 0
        let release: @Sendable () -> Void
    }

    private struct State {
        var holders: [Int: Holder] = [:]
        var total = 0
        var next = 0
    }

    let limit: Int
    private let state = Mutex(State())

    init(limit: Int) { self.limit = limit }

    /// Adds a client.
    /// - Parameter release: called when it has to let go of all that it holds; it must return at once.
    /// - Returns: its number.
    func add(_ release: @escaping @Sendable () -> Void) -> Int {
        state.withLock { state in
            state.next += 1
            state.holders[state.next] = Holder(release: release)
            return state.next
        }
    }

    /// Tells how much a client holds now.
    func hold(_ bytes: Int, as number: Int) {
        let release = state.withLock { state -> (@Sendable () -> Void)? in
            guard let before = state.holders[number]?.bytes, before != bytes else { return nil }
            state.holders[number]?.bytes = bytes
            state.total += bytes - before
            guard state.total > limit, let most = state.holders.max(by: { $0.value.bytes < $1.value.bytes }) else {
                return nil
            }
            return Self.remove(most.key, from: &state)?.release
        }
        release?()
    }

    /// Forgets a client that has left.
    func remove(_ number: Int) { state.withLock { _ = Self.remove(number, from: &$0) } }

    private static func remove(_ number: Int, from state: inout State) -> Holder? {
        guard let holder = state.holders.removeValue(forKey: number) else { return nil }
        state.total -= holder.bytes
        return holder
    }
}
