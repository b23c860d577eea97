/// An API key; prints and mirrors as a placeholder so that no message, log or trace can hold it by accident.
struct Secret: Sendable, Equatable, CustomStringConvertible, CustomReflectable {
    /// The key itself: for a request header and for removing it from what others wrote, and nothing else.
    let value: String

    /// Nil for an empty key, and for one with blanks or control characters, which no provider issues and which a
    /// header must not carry.
    init?(_ text: String) {
        let trimmed = text.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed()
        let key = String(trimmed)
        guard !key.isEmpty, key.utf8.allSatisfy({ $0 > 32 && $0 < 127 }) else { return nil }
        value = key
    }

    var description: String { "[key]" }
    var customMirror: Mirror { Mirror(self, children: []) }
}
