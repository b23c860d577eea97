/// Keeps calls away from a server that does not answer, until a probe or a single call shows that it does again.
struct CircuitBreaker: Sendable, Equatable {
    enum State: String, Sendable, Codable {
        /// Calls go through.
        case closed
        /// No call goes through.
        case open
        /// One call goes through, and decides.
        case halfOpen = "half-open"
    }

    /// Failures in a row that open it. A server that fails every other call stays in use: other servers repeat what it
    /// fails, and what it answers is answered.
    private static let failures = 12
    /// The same where no connection stands, which costs nothing and does not pass by itself.
    private static let unreachable = 3
    private static let shortestPause = 0.5
    private static let longestPause = 30.0

    private(set) var state = State.closed
    /// Seconds until the server is looked at again.
    private(set) var pause = Self.shortestPause
    /// It opened for what does not pass by itself.
    private(set) var isLasting = false
    private var failuresInARow = 0
    private var unreachableInARow = 0
    /// The one call of the half-open state is on its way.
    private var isTrying = false

    /// True when a call may go through now.
    var admits: Bool { state == .closed || state == .halfOpen && !isTrying }

    mutating func began() {
        if state == .halfOpen { isTrying = true }
    }

    mutating func succeeded() { self = CircuitBreaker() }

    /// The call ended without telling anything about the server.
    mutating func abandoned() { isTrying = false }

    /// - Parameter lasting: the failure is one that does not pass by itself, such as a wrong key.
    /// - Returns: true when this opened the circuit: somebody has to look at the server after `pause` seconds.
    mutating func failed(unreachable: Bool, lasting: Bool = false) -> Bool {
        isTrying = false
        failuresInARow += 1
        unreachableInARow = unreachable ? unreachableInARow + 1 : 0
        switch state {
        case .open: return false
        case .halfOpen: pause = min(Self.longestPause, pause * 2)
        case .closed:
            guard lasting || failuresInARow >= Self.failures || unreachableInARow >= Self.unreachable else {
                return false
            }
            isLasting = lasting
            pause = lasting ? Self.longestPause : Self.shortestPause
        }
        state = .open
        return true
    }

    /// A look at the server while the circuit is open.
    mutating func probed(isHealthy: Bool) {
        guard state == .open else { return }
        if isHealthy { state = .halfOpen } else { pause = min(Self.longestPause, pause * 2) }
    }
}
