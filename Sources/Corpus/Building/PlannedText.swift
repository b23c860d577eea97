import GitStore
import Posix

/// One text that is to be read, in its place among the others.
struct PlannedText: Sendable {
    enum Place: Sendable {
        /// A file below a folder, through no symbolic link.
        case inFolder(Descriptor, GitPath)
        /// A file or a pipe that the user named.
        case named(GitPath)
        case standardInput
        case memory([UInt8])
        case blob(GitPlace, GitObjectID)
        case commit(GitPlace, GitObjectID)
    }

    /// As the corpus shows it; unique.
    let path: String
    let place: Place
    /// True for a file that the user named itself.
    let isNamed: Bool
}
