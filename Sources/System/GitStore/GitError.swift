/// A git operation that failed: what was tried, why it failed, and what to do next.
package struct GitError: Error, Sendable, Equatable, CustomStringConvertible {
    package enum Kind: Sendable, Equatable {
        /// There is no such repository, revision or object.
        case notFound
        /// A short name fits several objects.
        case ambiguous
        /// The text is no valid revision or path.
        case invalid
        /// The repository belongs to another user and is not trusted.
        case wrongOwner
        /// The repository or an object in it is damaged, or of a form that is not supported.
        case unusable
        /// A reference or a file is there already.
        case exists
        /// A reference no longer stands where it was expected, or someone else is changing it.
        case moved
        /// Two histories change the same lines.
        case conflict
    }

    package let kind: Kind
    /// The operation, such as `git_repository_open_ext`.
    package let call: String
    /// What happened and why, in one sentence without a full stop.
    package let message: String
    /// What the user can do; nil when there is nothing useful to say.
    package let hint: String?

    package init(_ kind: Kind, call: String, message: String, hint: String? = nil) {
        self.kind = kind
        self.call = call
        self.message = message
        self.hint = hint
    }

    package var description: String { hint.map { "\(message). \($0)" } ?? message }
}
