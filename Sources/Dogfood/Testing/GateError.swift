/// Why nothing can be tested, whatever the change: what happened, why, and what to do next.
package struct GateError: Error, Sendable, Equatable, CustomStringConvertible {
    package let description: String

    package init(_ description: String) {
        self.description = description
    }
}
