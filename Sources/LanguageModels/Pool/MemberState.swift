/// What a pool knows of one member: its calls in flight, its limit, how fast and how reliable it has been.
struct MemberState: Sendable {
    enum Readiness: Sendable {
        /// Takes calls, now or within a few seconds.
        case ready
        /// One call is finding out whether it works again.
        case pending
        /// Takes none.
        case down
    }

    /// Seconds that calls wait for a server that asked for a pause, before others are asked in its place.
    static let patience = 5.0
    /// Seconds that calls wait for a server that has gone away, where there is no other.
    private static let longestOutage = 10.0

    let priority: Int
    let hedges: Bool
    private(set) var limit: ConcurrencyLimit
    private(set) var circuit = CircuitBreaker()
    private(set) var latency = FadingAverage()
    private(set) var errors = FadingAverage()
    private(set) var pausedUntil = -Double.infinity
    /// When each call in flight was sent, by its ticket.
    private(set) var inFlight: [Int: Double] = [:]
    private(set) var answers = 0
    private(set) var failures = 0
    private(set) var lastError: ModelError?
    /// When it stopped answering; nil while it answers.
    private var downSince: Double?

    init(_ member: PoolMember) {
        priority = member.priority
        hedges = member.hedges
        limit = ConcurrencyLimit(start: member.concurrency.start, most: member.concurrency.most)
    }

    func readiness(now: Double) -> Readiness {
        switch circuit.state {
        case .open: .down
        case .halfOpen: circuit.admits ? .ready : .pending
        case .closed: pausedUntil - now > Self.patience ? .down : .ready
        }
    }

    /// It has answered before and stopped a moment ago, as a server does that is started anew: calls wait for it where
    /// there is no other.
    func isExpectedBack(now: Double) -> Bool {
        guard answers > 0, circuit.state == .open, !circuit.isLasting, let downSince else { return false }
        return now - downSince < Self.longestOutage
    }

    func hasRoom(now: Double) -> Bool {
        circuit.admits && pausedUntil <= now && inFlight.count < limit.calls
    }

    /// Seconds until an answer, as far as is known; a call that is out for longer already shows that it takes longer.
    func expectedLatency(usual: Double, now: Double) -> Double {
        let oldest = inFlight.values.min().map { now - $0 } ?? 0
        return max(latency.expected(usual: usual, now: now), oldest, 1e-6)
    }

    func errorRate(now: Double) -> Double { min(0.95, errors.expected(usual: 0, now: now)) }

    /// Seconds until an answer that is good.
    func expectedSeconds(usual: Double, now: Double) -> Double {
        expectedLatency(usual: usual, now: now) / (1 - errorRate(now: now))
    }

    /// The lower, the better for the next call: expected time, weighed by how much of the capacity is in use.
    func score(usual: Double, now: Double) -> Double {
        expectedSeconds(usual: usual, now: now) * (1 + Double(inFlight.count) / max(1, limit.exact))
    }

    mutating func began(_ ticket: Int, now: Double) {
        inFlight[ticket] = now
        circuit.began()
    }

    /// - Parameter work: tokens, as a measure of how much there was to do.
    /// - Returns: the seconds that it took.
    mutating func answered(_ ticket: Int, work: Double, isConversation: Bool, now: Double) -> Double {
        let together = inFlight.count
        guard let began = inFlight.removeValue(forKey: ticket) else { return 0 }
        let seconds = now - began
        answers += 1
        // What failed before it came back says nothing about how reliable it is now.
        if circuit.state == .halfOpen { errors = FadingAverage() } else { errors.add(0, now: now) }
        // Turns of a conversation are longer than single questions, and would make their server seem slow.
        if !isConversation || latency.value == nil { latency.add(seconds, now: now) }
        limit.answered(seconds: seconds, work: work, inFlight: together, began: began, now: now)
        circuit.succeeded()
        downSince = nil
        return seconds
    }

    /// - Returns: true when this opened the circuit.
    mutating func failed(_ ticket: Int, _ error: ModelError, now: Double) -> Bool {
        guard let began = inFlight.removeValue(forKey: ticket) else { return false }
        let fault = MemberFault(error)
        guard fault != .none else {
            circuit.abandoned()
            return false
        }
        failures += 1
        lastError = error
        if case .busy(let pause) = fault {
            pausedUntil = max(pausedUntil, now + pause)
            limit.refused(began: began, now: now)
            circuit.abandoned()
            return false
        }
        errors.add(1, now: now)
        if fault == .overloaded { limit.refused(began: began, now: now) }
        if error.kind == .timeout { latency.addAtLeast(now - began, now: now) }
        guard circuit.failed(unreachable: fault == .unreachable, lasting: fault == .lasting) else { return false }
        downSince = downSince ?? now
        return true
    }

    /// The call was given up: its caller left, or another member was faster.
    mutating func abandoned(_ ticket: Int, wasOvertaken: Bool, now: Double) {
        guard let began = inFlight.removeValue(forKey: ticket) else { return }
        if wasOvertaken { latency.addAtLeast(now - began, now: now) }
        circuit.abandoned()
    }

    mutating func probed(_ error: ModelError?) {
        if let error { lastError = error }
        circuit.probed(isHealthy: error == nil)
    }
}
