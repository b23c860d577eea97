/// How long a cell has computed: its wall time without the time in which it waited for something, such as a sub-call.
struct CellClock {
    typealias Instant = ContinuousClock.Instant

    private let start: Instant
    private var computed = Duration.zero
    private var runningSince: Instant?
    private var waits: Int

    /// - Parameter waits: things that are waited for already.
    init(start: Instant, waits: Int) {
        self.start = start
        self.waits = waits
        runningSince = waits == 0 ? start : nil
    }

    mutating func waitStarted(at now: Instant) {
        if let since = runningSince { computed += now - since }
        runningSince = nil
        waits += 1
    }

    mutating func waitEnded(at now: Instant) {
        waits -= 1
        if waits == 0 { runningSince = now }
    }

    /// Time spent outside of waits.
    func computed(at now: Instant) -> Duration {
        computed + (runningSince.map { now - $0 } ?? .zero)
    }

    /// Time since the start.
    func elapsed(at now: Instant) -> Duration { now - start }
}
