import FoundationEssentials
import HTTPTransport

/// How long a server asks to wait before the next try.
enum RetryAfter {
    /// Seconds from `retry-after-ms`, or from `Retry-After` as a number or as a date; nil when the server says nothing
    /// usable. A date in the past is 0.
    static func seconds(_ head: HTTPResponseHead, now: Double = Date().timeIntervalSince1970) -> Double? {
        if let text = head["retry-after-ms"], let milliseconds = Double(text), milliseconds >= 0 {
            return milliseconds / 1000
        }
        guard let text = head["retry-after"] else { return nil }
        if let seconds = Double(text) { return seconds >= 0 && seconds.isFinite ? seconds : nil }
        return HTTPDate.secondsSince1970(text).map { max(0, $0 - now) }
    }
}
