import Synchronization

/// A call that was sent before the code asked for it: whether the code ever does is known later.
package final class Anticipation: Sendable, Equatable {
    private enum State {
        case open([@Sendable (Bool) -> Void])
        case settled(isAsked: Bool)
    }

    private let state = Mutex(State.open([]))
    private let line = Mutex<(line: AnticipationLine, place: Int)?>(nil)

    package init() {}

    package static func == (one: Anticipation, other: Anticipation) -> Bool { one === other }

    /// True when the code has asked for the call.
    package var isAsked: Bool {
        state.withLock { if case .settled(let isAsked) = $0 { isAsked } else { false } }
    }

    /// How many calls that were sent before this one may still take room.
    package var undecidedBefore: Int {
        line.withLock { $0.map { $0.line.undecided(before: $0.place) } ?? 0 }
    }

    /// Puts the call behind those sent before it.
    package func join(_ line: AnticipationLine) {
        self.line.withLock { $0 = (line, line.join()) }
    }

    /// Says that the call has taken room, or takes none any more.
    package func decide() {
        line.withLock { if let (line, place) = $0 { line.leave(place) } }
    }

    /// Calls `body` once, with whether the code has asked for the call, as soon as that is known.
    package func whenSettled(_ body: @escaping @Sendable (Bool) -> Void) {
        let known: Bool? = state.withLock { state in
            switch state {
            case .settled(let isAsked): return isAsked
            case .open(let waiting):
                state = .open(waiting + [body])
                return nil
            }
        }
        if let known { body(known) }
    }

    /// Says whether the code has asked; only the first word counts.
    package func settle(isAsked: Bool) {
        let waiting: [@Sendable (Bool) -> Void] = state.withLock { state in
            guard case .open(let waiting) = state else { return [] }
            state = .settled(isAsked: isAsked)
            return waiting
        }
        for body in waiting { body(isAsked) }
    }
}
