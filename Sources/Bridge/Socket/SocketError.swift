package import Posix

/// Why there is no socket to serve at, or to connect to.
package enum SocketError: Error, Sendable, Equatable, CustomStringConvertible {
    case pathTooLong(String)
    /// The folder is not for its owner alone.
    case unsafeFolder(String, why: String, advice: String)
    /// Something else is in the place of the socket.
    case notASocket(String)
    /// Another daemon serves there.
    case taken(String)
    /// Nobody serves there.
    case nobody(String)
    /// The one who serves is another user.
    case foreign(String, user: UInt32)
    case system(PosixError)

    package var description: String {
        switch self {
        case .pathTooLong(let path):
            "the path of a socket may have \(Descriptor.longestSocketPath) bytes, and \(path) has \(path.utf8.count); "
                + "name a shorter one with --socket"
        case .unsafeFolder(let folder, let why, let advice): "\(folder) \(why), so no socket is put there; \(advice)"
        case .notASocket(let path):
            "\(path) is no socket and is left alone; remove it, or name another path with --socket"
        case .taken(let path): "another daemon serves at \(path); end it with: rlm serve --stop"
        case .nobody(let path): "no daemon serves at \(path); start one with: rlm serve"
        case .foreign(let path, let user):
            "the daemon at \(path) belongs to user \(user), and nothing is said to it; name another path with --socket"
        case .system(let error): "the socket does not work: \(error)"
        }
    }
}
