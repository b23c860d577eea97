/// Why a run ended. The raw values stand in JSON output and in traces.
package enum StopReason: String, Sendable, Codable {
    case answered
    case iterations
    case subcalls
    case tokens
    case cost
    case time
    case consecutiveErrors = "errors"
    /// The model failed for good (authentication, unreachable, refused, …).
    case model
    case interrupted
    /// The worker could not be started or kept dying.
    case worker

    /// True for the limits of `RunLimits` that end a run with exit code 5.
    package var isBudget: Bool {
        switch self {
        case .iterations, .subcalls, .tokens, .cost, .time: true
        default: false
        }
    }
}
