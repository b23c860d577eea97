/// How many calls one server is given at once: grows while its pace holds, shrinks when it refuses or slows down.
///
/// Additive increase and multiplicative decrease, doubled at the start until the first sign of overload. The pace is
/// seconds for a unit of work (tokens), because calls to language models differ in length far more than servers
/// differ in speed.
struct ConcurrencyLimit: Sendable, Equatable {
    /// The pace, as a multiple of the best one, from which on more calls at once bring nothing.
    private static let toleratedSlowdown = 2.0
    /// What is left of the limit when the server refuses, and when it slows down.
    private static let afterRefusal = 0.5
    private static let afterSlowdown = 0.9

    /// Part by which the best pace is taken to have become slower, each second.
    private static let forgetting = 0.001

    let most: Int
    private(set) var exact: Double
    private var pace: Double?
    private var bestPace: Double?
    private var answeredAt = Double.infinity
    /// Doubles with each round of calls until there is a sign of overload.
    private var isStarting = true
    private var shrunkAt = -Double.infinity

    init(start: Int, most: Int) {
        self.most = max(1, most)
        exact = Double(min(max(1, start), max(1, most)))
    }

    /// Calls at once, at least one.
    var calls: Int { Int(exact) }

    /// A call has been answered.
    /// - Parameters:
    ///   - inFlight: calls that were in flight with it, itself included.
    ///   - began: when it was sent.
    mutating func answered(seconds: Double, work: Double, inFlight: Int, began: Double, now: Double) {
        let sample = seconds / max(1, work)
        let average = pace.map { $0 + 0.2 * (sample - $0) } ?? sample
        pace = average
        // The best rises slowly, so that a server that has become slower for good is not held down for ever.
        let best = min(average, (bestPace ?? average) * (1 + Self.forgetting * max(0, now - answeredAt)))
        bestPace = best
        answeredAt = now
        if average > best * Self.toleratedSlowdown, inFlight > 2 {
            shrink(to: Self.afterSlowdown, least: 2, began: began, now: now)
        } else if Double(inFlight) >= exact * 0.8 {
            exact = min(Double(most), exact + (isStarting ? 1 : 1 / exact))
        }
    }

    /// A call was refused or not answered in time: the server has more than it can serve.
    mutating func refused(began: Double, now: Double) {
        shrink(to: Self.afterRefusal, least: 1, began: began, now: now)
    }

    /// Calls that were sent before the limit last shrank say nothing about the limit as it is now.
    private mutating func shrink(to part: Double, least: Double, began: Double, now: Double) {
        guard began >= shrunkAt else { return }
        isStarting = false
        shrunkAt = now
        exact = max(min(least, exact), exact * part)
    }
}
