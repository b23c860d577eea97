import Bridge
import Glibc
import Posix

/// The socket that the daemon serves: its own, or one that systemd holds and handed over.
enum ServedSocket: Sendable {
    case own(BoundSocket, FolderWatch)
    case handedOver(Descriptor, path: String)

    /// Takes the socket over that systemd listens at for this process, or makes one.
    init(_ path: @autoclosure () throws -> SocketPath, environment: [String: String]) throws {
        if let descriptor = Self.handedOver(environment) {
            self = .handedOver(descriptor, path: try descriptor.socketPath())
        } else {
            let bound = try BoundSocket(try path())
            self = .own(bound, try FolderWatch(bound.path.folder))
        }
    }

    var listener: Descriptor {
        switch self {
        case .own(let socket, _): socket.listener
        case .handedOver(let descriptor, _): descriptor
        }
    }

    var path: String {
        switch self {
        case .own(let socket, _): socket.path.path
        case .handedOver(_, let path): path
        }
    }

    /// Calls `onLoss` when the path does not lead here any more; systemd's sockets are its own matter.
    func watch(onLoss: @escaping @Sendable () -> Void) {
        guard case .own(let socket, let watch) = self else { return }
        watch.start { if !socket.isInPlace { onLoss() } }
    }

    /// Removes the socket's file if it is this one's, and lets other daemons serve.
    func remove() {
        if case .own(let socket, _) = self { socket.remove() }
    }

    /// sd_listen_fds(3): descriptor 3, when the variables name this process.
    private static func handedOver(_ environment: [String: String]) -> Descriptor? {
        guard environment["LISTEN_PID"] == "\(getpid())", let count = environment["LISTEN_FDS"].flatMap({ Int($0) }),
            count > 0
        else { return nil }
        for name in ["LISTEN_PID", "LISTEN_FDS", "LISTEN_FDNAMES"] { unsetenv(name) }
        _ = fcntl(3, F_SETFD, FD_CLOEXEC)
        return Descriptor(owning: 3)
    }
}
