import CPosix
import Glibc

/// Sockets of the file system.
extension Descriptor {
    /// Bytes that the path of a socket may have.
    package static let longestSocketPath = 107

    /// A socket that listens at `path`, where nothing may be yet; `accept` on it does not wait.
    package static func listening(at path: String) throws(PosixError) -> Descriptor {
        let number = cposix_unix_listen(path, 128)
        guard number >= 0 else { throw .last("bind", path) }
        return Descriptor(owning: number)
    }

    /// A connection to the socket that listens at `path`; it blocks.
    /// - Parameter patience: seconds to wait until it is accepted into the queue.
    package static func connected(to path: String, patience: Double = 2) throws(PosixError) -> Descriptor {
        let number = cposix_unix_connect(path, Int32(patience * 1000))
        guard number >= 0 else { throw .last("connect", path) }
        return Descriptor(owning: number)
    }

    /// The next connection, which does not block; nil when none waits.
    package func accept() throws(PosixError) -> Descriptor? {
        let connection = cposix_accept(number)
        if connection >= 0 { return Descriptor(owning: connection) }
        if errno == EAGAIN { return nil }
        throw .last("accept")
    }

    /// Ends a connection in both directions, whoever else holds this object; does nothing to what is no socket.
    package func shutDown() {
        shutdown(number, Int32(SHUT_RDWR))
    }

    /// The path that a Unix socket listens at; empty when it has none.
    package func socketPath() throws(PosixError) -> String {
        var path = [CChar](repeating: 0, count: Self.longestSocketPath + 1)
        try PosixError.check(cposix_unix_path(number, &path), "getsockname")
        return String(decoding: path.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    /// Whose process is at the other end.
    package func peerCredentials() throws(PosixError) -> PeerCredentials {
        var process: pid_t = 0
        var user: uid_t = 0
        try PosixError.check(cposix_peer(number, &process, &user), "getsockopt")
        return PeerCredentials(process: process, user: user)
    }
}
