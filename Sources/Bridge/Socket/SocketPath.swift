import Glibc
package import Posix

/// Where a daemon's socket is: in a folder that only its owner can enter.
package struct SocketPath: Sendable, Equatable, CustomStringConvertible {
    package let path: String

    package var description: String { path }

    /// The folder that it stands in.
    package var folder: String {
        let parent = path.prefix(upTo: path.lastIndex(of: "/") ?? path.startIndex)
        return parent.isEmpty ? "/" : String(parent)
    }

    /// - Parameter path: absolute.
    package init(_ path: String) throws(SocketError) {
        guard path.utf8.count <= Descriptor.longestSocketPath else { throw .pathTooLong(path) }
        self.path = path
    }

    /// `$XDG_RUNTIME_DIR/rlm/rlm.sock`, or `/tmp/rlm-UID/rlm.sock` where that variable names no folder.
    package init(environment: [String: String]) throws(SocketError) {
        try self.init(UserFolder.runtime(of: "rlm", environment: environment) + "/rlm.sock")
    }

    /// Makes the folder if it is not there, and sees to it that it belongs to this user alone.
    package func prepareFolder() throws(SocketError) {
        if mkdir(folder, 0o700) != 0, errno != EEXIST { throw .system(.last("mkdir", folder)) }
        let descriptor: Descriptor
        do throws(PosixError) {
            descriptor = try Descriptor.openFolder(folder)
        } catch {
            guard error.code == ELOOP || error.code == ENOTDIR else { throw .system(error) }
            throw .unsafeFolder(
                folder, why: "is a symbolic link or no folder", advice: "remove it, or name another path with --socket")
        }
        var status = stat()
        guard fstat(descriptor.number, &status) == 0 else { throw .system(.last("fstat", folder)) }
        guard status.st_uid == geteuid() else {
            throw .unsafeFolder(
                folder, why: "belongs to user \(status.st_uid)",
                advice: "name a path in a folder of yours with --socket")
        }
        guard status.st_mode & 0o077 == 0 else {
            throw .unsafeFolder(folder, why: "is open to other users", advice: "close it with: chmod 700 \(folder)")
        }
    }

    /// True while a daemon has the right to serve there, be it already serving or not.
    package var isTaken: Bool {
        guard let lock = try? Descriptor.openLock(path + ".lock") else { return false }
        return flock(lock.number, LOCK_SH | LOCK_NB) != 0
    }

    /// Connects to the daemon of this user that serves there; the connection blocks.
    package func connect() throws(SocketError) -> Descriptor {
        let connection: Descriptor
        let credentials: PeerCredentials
        do throws(PosixError) {
            connection = try Descriptor.connected(to: path)
            credentials = try connection.peerCredentials()
        } catch {
            throw [ENOENT, ECONNREFUSED, ENOTDIR].contains(error.code) ? .nobody(path) : .system(error)
        }
        guard credentials.user == geteuid() else { throw .foreign(path, user: credentials.user) }
        return connection
    }
}
