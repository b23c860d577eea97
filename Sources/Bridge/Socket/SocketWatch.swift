@preconcurrency import Dispatch
import Glibc
import Posix
import Synchronization

/// Notices when the path of a socket does not lead to it any more: the kernel tells of changes in its folder.
package final class SocketWatch: Sendable {
    private let socket: BoundSocket
    private let changes: Descriptor
    private let source: Mutex<(any DispatchSourceRead)?> = Mutex(nil)

    package init(_ socket: BoundSocket) throws(SocketError) {
        self.socket = socket
        let number = inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC))
        guard number >= 0 else { throw .system(.last("inotify_init1")) }
        changes = Descriptor(owning: number)
        let wanted = UInt32(IN_DELETE | IN_MOVE | IN_CREATE | IN_DELETE_SELF | IN_MOVE_SELF)
        guard inotify_add_watch(number, socket.path.folder, wanted) >= 0 else {
            throw .system(.last("inotify_add_watch", socket.path.folder))
        }
    }

    deinit {
        source.withLock { $0?.cancel() }
    }

    /// Calls `onLoss`, maybe more than once, when the socket is not in its place.
    package func start(_ onLoss: @escaping @Sendable () -> Void) {
        let source = DispatchSource.makeReadSource(fileDescriptor: changes.number, queue: .global())
        source.setEventHandler { [changes, socket] in
            var buffer = [UInt8](repeating: 0, count: 4096)
            while case .bytes? = buffer.withUnsafeMutableBytes({ try? changes.read(into: $0) }) {}
            if !socket.isInPlace { onLoss() }
        }
        source.setCancelHandler { [changes] in withExtendedLifetime(changes) {} }
        source.activate()
        self.source.withLock { $0 = source }
    }
}
