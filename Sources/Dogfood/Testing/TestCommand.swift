/// What builds and tests a repository.
package enum TestCommand: Codable, Sendable, Equatable {
    /// `swift build` and `swift test`, each test seen.
    case swift
    /// A line for the shell that says by its exit status whether all is well.
    case shell(String)
}
