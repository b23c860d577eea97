/// A reply that holds no usable edits; what it says is feedback for the next draft.
package struct DraftRefusal: Error, Sendable, Equatable, CustomStringConvertible {
    package let description: String

    package init(_ description: String) {
        self.description = description
    }
}
