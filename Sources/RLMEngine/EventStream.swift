import Synchronization

/// Hands events to one handler, one at a time and in order, whatever thread they come from.
///
/// The answer is the last: what a sub-call that nobody waits for any more would still say is dropped.
final class EventStream: Sendable {
    private let handler: @Sendable (Event) -> Void
    private let start = ContinuousClock.now
    private let hasEnded = Mutex(false)

    init(handler: @escaping @Sendable (Event) -> Void) {
        self.handler = handler
    }

    /// Seconds since the run began.
    var elapsed: Double { (ContinuousClock.now - start).seconds }

    /// - Parameter time: when it happened; nil for now.
    func emit(_ kind: Event.Kind, depth: Int, time: Double? = nil) {
        hasEnded.withLock { hasEnded in
            guard !hasEnded else { return }
            if case .answered = kind { hasEnded = true }
            handler(Event(time: time ?? elapsed, depth: depth, kind: kind))
        }
    }
}

extension Duration {
    /// The duration as seconds.
    var seconds: Double {
        let (seconds, attoseconds) = components
        return Double(seconds) + Double(attoseconds) * 1e-18
    }
}
