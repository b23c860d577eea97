/// Why there is no worker to run a cell in.
package struct REPLError: Error, Sendable, Equatable, CustomStringConvertible {
    package enum Kind: Sendable, Equatable {
        /// The program `rlm-repl` is not where it should be.
        case programMissing
        /// The worker did not come up.
        case startFailed
        /// A layer of the sandbox is missing and the settings require all.
        case sandboxIncomplete
        /// The session was closed.
        case closed
    }

    package var kind: Kind
    /// What happened and why, in one sentence.
    package var message: String
    /// What the user can do next; nil when there is nothing useful to say.
    package var hint: String?

    package init(_ kind: Kind, _ message: String, hint: String? = nil) {
        self.kind = kind
        self.message = message
        self.hint = hint
    }

    package var description: String { message + (hint.map { " \($0)" } ?? "") }
}
