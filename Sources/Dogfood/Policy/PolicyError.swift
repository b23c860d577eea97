package import GitStore

/// Why there are no rules to judge by; then nothing is judged.
package enum PolicyError: Error, Sendable, Equatable, CustomStringConvertible {
    case unreadable(String)
    case git(GitError)

    package var description: String {
        switch self {
        case .unreadable(let reason): "The policy cannot be read, so nothing can be judged: \(reason)"
        case .git(let error): error.description
        }
    }
}
