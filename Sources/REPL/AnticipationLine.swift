import Synchronization

/// The calls that a worker has sent ahead and that may still take room, in the order in which its code would ask.
///
/// They come to the budget in any order. What is left of a limit has to go to the first of them, as it would without.
package final class AnticipationLine: Sendable {
    private let state = Mutex((last: 0, undecided: Set<Int>()))

    package init() {}

    /// The place of a call that comes after all others so far.
    func join() -> Int {
        state.withLock { state in
            state.last += 1
            state.undecided.insert(state.last)
            return state.last
        }
    }

    func leave(_ place: Int) {
        state.withLock { _ = $0.undecided.remove(place) }
    }

    func undecided(before place: Int) -> Int {
        state.withLock { $0.undecided.count { $0 < place } }
    }
}
