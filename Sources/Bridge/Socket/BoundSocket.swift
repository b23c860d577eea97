import Glibc
package import Posix
import Synchronization

/// A listening socket in the file system: a stale one is replaced, a live one never.
///
/// Until it is removed, the lock file beside it keeps every other daemon away, whatever happens to the socket's file.
package final class BoundSocket: Sendable {
    package let path: SocketPath
    package let listener: Descriptor
    private let lock: Mutex<Descriptor?>
    private let identity: FileIdentity

    package init(_ path: SocketPath) throws(SocketError) {
        try path.prepareFolder()
        self.path = path
        lock = Mutex(try Self.locked(path))
        try Self.removeStale(path)
        do throws(PosixError) {
            listener = try Descriptor.listening(at: path.path)
        } catch {
            throw error.code == EADDRINUSE ? .taken(path.path) : .system(error)
        }
        // Nobody else can enter the folder, so that nobody was faster.
        guard chmod(path.path, 0o600) == 0, let identity = FileIdentity(path.path) else {
            throw .system(.last("chmod", path.path))
        }
        self.identity = identity
    }

    /// True while the path leads to this socket.
    package var isInPlace: Bool { FileIdentity(path.path) == identity }

    /// Removes the socket's file, unless it is another's by now, and lets other daemons take its place.
    package func remove() {
        lock.withLock { lock in
            if lock != nil, isInPlace { unlink(path.path) }
            lock = nil
        }
    }

    private static func locked(_ path: SocketPath) throws(SocketError) -> Descriptor {
        let file = path.path + ".lock"
        let descriptor: Descriptor
        do throws(PosixError) {
            descriptor = try Descriptor.openLock(file)
        } catch {
            throw .system(error)
        }
        guard flock(descriptor.number, LOCK_EX | LOCK_NB) == 0 else {
            throw errno == EWOULDBLOCK ? .taken(path.path) : .system(.last("flock", file))
        }
        return descriptor
    }

    /// Removes a socket at which nobody listens any more.
    private static func removeStale(_ path: SocketPath) throws(SocketError) {
        var status = stat()
        guard lstat(path.path, &status) == 0 else { return }
        guard status.st_mode & S_IFMT == S_IFSOCK else { throw .notASocket(path.path) }
        do throws(PosixError) {
            _ = try Descriptor.connected(to: path.path)
        } catch {
            guard error.code == ECONNREFUSED else { throw .system(error) }
            unlink(path.path)
            return
        }
        throw .taken(path.path)
    }
}

extension Descriptor {
    /// A file for locks, which is made if it is not there.
    static func openLock(_ path: String) throws(PosixError) -> Descriptor {
        let number = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard number >= 0 else { throw .last("open", path) }
        return Descriptor(owning: number)
    }
}

/// What tells a file from another one that takes its place.
private struct FileIdentity: Equatable {
    let device: UInt64
    let node: UInt64

    init?(_ path: String) {
        var status = stat()
        guard lstat(path, &status) == 0 else { return nil }
        device = UInt64(status.st_dev)
        node = UInt64(status.st_ino)
    }
}
