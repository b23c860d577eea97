/// What keeps a measurement from being made, as a sentence.
package struct BenchmarkError: Error, Sendable, Equatable, CustomStringConvertible {
    package let description: String

    package init(_ description: String) {
        self.description = description
    }
}
