/// A file that was left out of the corpus, and why.
///
/// What ignore rules or patterns leave out is not listed.
package struct SkippedFile: Sendable, Equatable {
    package enum Reason: Sendable, Equatable {
        case binary
        case tooLarge(bytes: Int)
        case unreadable(String)
        /// A symbolic link that leads out of the given folder, to itself, or to nothing; any in a git tree.
        case symlink
        /// A symbolic link to something in the same folder, which is read under its own path.
        case duplicate
        /// Not a regular file: a socket, a device, a pipe.
        case special
        /// Another repository inside this one; naming its folder reads it.
        case submodule
    }

    package let path: String
    package let reason: Reason

    package init(path: String, reason: Reason) {
        self.path = path
        self.reason = reason
    }
}

extension SkippedFile.Reason: CustomStringConvertible {
    package var description: String {
        switch self {
        case .binary: "binary"
        case .tooLarge(let bytes): "too large (\(ByteCount(bytes)))"
        case .unreadable(let reason): "unreadable: \(reason)"
        case .symlink: "a symbolic link, which is not followed"
        case .duplicate: "a symbolic link to something that is read under its own path"
        case .special: "not a regular file"
        case .submodule: "a submodule"
        }
    }

    /// The kind of reason in one or two words, to count by.
    var group: String {
        switch self {
        case .binary: "binary"
        case .tooLarge: "too large"
        case .unreadable: "unreadable"
        case .symlink, .duplicate: "symbolic link"
        case .special: "special"
        case .submodule: "submodule"
        }
    }
}
