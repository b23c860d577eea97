/// A file that was left out of the corpus, and why.
package struct SkippedFile: Sendable, Equatable {
    package enum Reason: Sendable, Equatable {
        case binary
        case tooLarge(bytes: Int)
        case unreadable(String)
        /// A symbolic link that leads out of the given folder or to itself.
        case symlink
        /// Not a regular file: a socket, a device, a pipe.
        case special
    }

    package let path: String
    package let reason: Reason

    package init(path: String, reason: Reason) {
        self.path = path
        self.reason = reason
    }
}
