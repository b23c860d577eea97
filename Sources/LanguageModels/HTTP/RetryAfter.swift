import FoundationEssentials
import HTTPTransport

/// How long a server asks to wait before the next try.
enum RetryAfter {
    /// More is not believed: a time like 1e30 cannot be shown or slept.
    private static let longest = 86_400.0

    /// Seconds from `retry-after-ms`, or from `Retry-After` as a number or as a date; nil when the server says nothing
    /// usable. A date in the past is 0, and nothing is more than a day.
    static func seconds(_ head: HTTPResponseHead, now: Double = Date().timeIntervalSince1970) -> Double? {
        if let text = head["retry-after-ms"], let number = Double(text), let seconds = believed(number / 1000) {
            return seconds
        }
        guard let text = head["retry-after"] else { return nil }
        if let seconds = Double(text) { return believed(seconds) }
        return HTTPDate.secondsSince1970(text).flatMap { believed(max(0, $0 - now)) }
    }

    private static func believed(_ seconds: Double) -> Double? {
        seconds >= 0 && seconds.isFinite ? min(longest, seconds) : nil
    }
}
