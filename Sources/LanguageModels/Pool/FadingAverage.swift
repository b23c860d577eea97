/// What is known of a server by its calls: a moving average in which later calls weigh more, and that fades when old.
struct FadingAverage: Sendable, Equatable {
    /// What the newest call weighs in the average.
    private static let weight = 0.2
    /// Seconds after which half of what is known is forgotten, so that a server that was slow is tried again.
    private static let halfLife = 30.0

    private(set) var value: Double?
    private var measuredAt = 0.0

    mutating func add(_ sample: Double, now: Double) {
        value = value.map { $0 + Self.weight * (sample - $0) } ?? sample
        measuredAt = now
    }

    /// Takes a lower bound, which tells nothing where more is known already.
    mutating func addAtLeast(_ bound: Double, now: Double) {
        if bound > value ?? 0 { add(bound, now: now) }
    }

    /// What the next call will show, as far as is known; drawn towards `usual` while nothing new is measured.
    func expected(usual: Double, now: Double) -> Double {
        guard let value else { return usual }
        var remembered = 1.0
        var age = max(0, now - measuredAt)
        while age >= Self.halfLife, remembered > 1e-6 { (age, remembered) = (age - Self.halfLife, remembered / 2) }
        return usual + (value - usual) * remembered * (1 - age / Self.halfLife / 2)
    }
}
