/// How often and how patiently a failed call is repeated.
package struct RetryPolicy: Sendable, Equatable {
    /// Calls in all, the first one included.
    package var attempts = 5
    /// Calls in all when the server cannot be reached: it is rather not running than busy.
    package var attemptsUnreachable = 3
    /// Seconds before the first repetition; each further wait is twice as long.
    package var firstDelay = 0.5
    /// The longest wait in seconds that is chosen here.
    package var longestDelay = 20.0
    /// The longest wait in seconds that a server may ask for; a longer one ends the call.
    package var longestRetryAfter = 120.0

    package init() {}

    /// Seconds to wait after the failure of call number `attempt` (from 1); nil when it should not be repeated.
    ///
    /// Without a wish of the server the delay is drawn at random between half and the whole of the doubling delay, so
    /// that many calls that failed together do not come back together. With one, up to a quarter is added to it.
    /// - Parameter random: a number between 0 and 1.
    package func delay(after error: ModelError, attempt: Int, random: Double) -> Double? {
        guard error.isTransient, attempt < (error.kind == .unreachable ? attemptsUnreachable : attempts) else {
            return nil
        }
        if case .rateLimited(let retryAfter?) = error.kind {
            return retryAfter > longestRetryAfter ? nil : retryAfter * (1 + random / 4) + random * firstDelay / 2
        }
        var delay = firstDelay
        for _ in 1..<attempt where delay < longestDelay { delay *= 2 }
        return min(delay, longestDelay) * (0.5 + random / 2)
    }
}
