/// How many second requests a pool may still send: a share of its calls, and a few in advance.
struct HedgeAllowance: Sendable, Equatable {
    private static let inAdvance = 3.0
    private static let most = 8.0

    /// Second requests per call; 0 sends none.
    let share: Double
    private var available: Double
    private(set) var taken = 0

    init(share: Double) {
        self.share = share
        available = share > 0 ? Self.inAdvance : 0
    }

    mutating func earn() { available = min(Self.most, available + share) }

    var isThere: Bool { available >= 1 }

    mutating func take() {
        available -= 1
        taken += 1
    }
}
