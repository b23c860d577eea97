/// The latest latencies of a pool, for the question how long is usual and how long is too long.
struct LatencyWindow: Sendable, Equatable {
    private static let size = 128
    /// Samples below which nothing is said of the slowest, and below which they are taken for half of what may be.
    private static let least = 3
    private static let many = 10
    /// Samples after which the quantiles are computed anew.
    private static let step = 4

    private var samples: [Double] = []
    private var count = 0
    /// The middle latency; nil while nothing is known.
    private(set) var median: Double?
    /// The latency that 95 of 100 calls stay under; nil while too few are known.
    private(set) var late: Double?

    mutating func add(_ seconds: Double) {
        if samples.count < Self.size { samples.append(seconds) } else { samples[count % Self.size] = seconds }
        count += 1
        guard samples.count < Self.many || count.isMultiple(of: Self.step) else { return }
        let sorted = samples.sorted()
        median = sorted[sorted.count / 2]
        guard let slowest = sorted.last, sorted.count >= Self.least else { return }
        late = sorted.count < Self.many ? slowest * 2 : sorted[sorted.count * 95 / 100]
    }

    /// Seconds after which a second request is worth sending. Where so many calls go to a slow server that they are
    /// the slowest twentieth, that would come too late: so at most four times what is usual.
    var hedgeDelay: Double? {
        guard let late, let median else { return nil }
        return min(late, median * 4)
    }
}
