@preconcurrency import Dispatch
import Synchronization

/// Tells when something changes in a folder; what is in folders below it does not count.
package final class FolderWatch: Sendable {
    private let changes: FolderChanges
    private let source: Mutex<(any DispatchSourceRead)?> = Mutex(nil)

    /// Begins to note changes, for `start` to tell.
    package init(_ folder: String) throws(PosixError) {
        changes = try FolderChanges()
        try changes.add(folder, .content)
    }

    deinit {
        source.withLock { $0?.cancel() }
    }

    /// Calls `onChange` on another thread, once for changes that come together, until this object is let go.
    package func start(_ onChange: @escaping @Sendable () -> Void) {
        let source = DispatchSource.makeReadSource(
            fileDescriptor: changes.descriptor.number, queue: DispatchQueue(label: "rlm.folder"))
        source.setEventHandler { [changes] in if changes.take() { onChange() } }
        source.setCancelHandler { [changes] in withExtendedLifetime(changes) {} }
        source.activate()
        self.source.withLock { $0 = source }
    }
}
