@preconcurrency import Dispatch
import Glibc
import Synchronization

/// Tells when something changes in a folder; what is in folders below it does not count.
package final class FolderWatch: Sendable {
    private let changes: Descriptor
    private let source: Mutex<(any DispatchSourceRead)?> = Mutex(nil)

    /// Begins to note changes, for `start` to tell.
    package init(_ folder: String) throws(PosixError) {
        let number = inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC))
        guard number >= 0 else { throw .last("inotify_init1") }
        changes = Descriptor(owning: number)
        let wanted = UInt32(IN_CREATE | IN_DELETE | IN_MODIFY | IN_MOVE | IN_DELETE_SELF | IN_MOVE_SELF)
        guard inotify_add_watch(number, folder, wanted) >= 0 else { throw .last("inotify_add_watch", folder) }
    }

    deinit {
        source.withLock { $0?.cancel() }
    }

    /// Calls `onChange` on another thread, once for changes that come together, until this object is let go.
    package func start(_ onChange: @escaping @Sendable () -> Void) {
        let source = DispatchSource.makeReadSource(
            fileDescriptor: changes.number, queue: DispatchQueue(label: "rlm.folder"))
        source.setEventHandler { [changes] in
            var buffer = [UInt8](repeating: 0, count: 4096)
            while case .bytes? = buffer.withUnsafeMutableBytes({ try? changes.read(into: $0) }) {}
            onChange()
        }
        source.setCancelHandler { [changes] in withExtendedLifetime(changes) {} }
        source.activate()
        self.source.withLock { $0 = source }
    }
}
