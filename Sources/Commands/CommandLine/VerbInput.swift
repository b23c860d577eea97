/// What a verb gets.
package struct VerbInput: Sendable {
    package let parsed: ParsedArguments
    /// The same, as they were typed.
    let arguments: [String]
    package let environment: [String: String]
}
