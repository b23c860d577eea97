/// A reply that holds no usable edits; what it says is feedback for the next draft.
package struct DraftRefusal: Error, Sendable, Equatable, CustomStringConvertible {
    package let description: String
    /// No other draft would do better: the finding is wrong, or cannot be mended.
    package let isFinal: Bool

    package init(_ description: String, isFinal: Bool = false) {
        self.description = description
        self.isFinal = isFinal
    }
}
