import Glibc

/// The signal that a write to a closed pipe or socket would raise.
package enum BrokenPipes {
    private static let ignored: Void = { signal(SIGPIPE, SIG_IGN) }()

    /// Turns the signal into an `EPIPE` of the write; once for the whole process. Children get the default back.
    package static func ignore() {
        ignored
    }
}
