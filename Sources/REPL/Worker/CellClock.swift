/// How long a cell has computed: its wall time without the time in which a sub-call was under way.
struct CellClock {
    typealias Instant = ContinuousClock.Instant

    private let start: Instant
    private var computed = Duration.zero
    private var runningSince: Instant?
    private var calls: Int

    /// - Parameter calls: sub-calls that are under way already.
    init(start: Instant, calls: Int) {
        self.start = start
        self.calls = calls
        runningSince = calls == 0 ? start : nil
    }

    mutating func callStarted(at now: Instant) {
        if let since = runningSince { computed += now - since }
        runningSince = nil
        calls += 1
    }

    mutating func callEnded(at now: Instant) {
        calls -= 1
        if calls == 0 { runningSince = now }
    }

    /// Time spent outside of sub-calls.
    func computed(at now: Instant) -> Duration {
        computed + (runningSince.map { now - $0 } ?? .zero)
    }

    /// Time since the start.
    func elapsed(at now: Instant) -> Duration { now - start }
}
