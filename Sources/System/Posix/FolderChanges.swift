import Glibc

/// What happens in folders, as the kernel notes it; what is in folders below them does not count.
package final class FolderChanges: Sendable {
    /// What is to be noted.
    package enum Kind: Sendable {
        /// Files that come, go, or are written to.
        case content
        /// Beside that what cannot have changed any text: other permissions, and that a file that was open for writing
        /// is closed. What was written through a mapping of the file shows only so.
        case all

        fileprivate var mask: UInt32 {
            let content = UInt32(IN_CREATE | IN_DELETE | IN_MODIFY | IN_MOVE | IN_DELETE_SELF | IN_MOVE_SELF)
            return self == .all ? content | UInt32(IN_ATTRIB | IN_CLOSE_WRITE) : content
        }
    }

    /// Readable while there is something that nobody has taken.
    let descriptor: Descriptor

    package init() throws(PosixError) {
        let number = inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC))
        guard number >= 0 else { throw .last("inotify_init1") }
        descriptor = Descriptor(owning: number)
    }

    /// Notes from now on what happens to a folder and to what is in it.
    package func add(_ folder: String, _ kind: Kind) throws(PosixError) {
        guard inotify_add_watch(descriptor.number, folder, kind.mask) >= 0 else {
            throw .last("inotify_add_watch", folder)
        }
    }

    /// Takes what was noted.
    /// - Returns: false when nothing has happened since the last call.
    package func take() -> Bool {
        var buffer = [UInt8](repeating: 0, count: 4096)
        var hasNews = false
        while case .bytes? = buffer.withUnsafeMutableBytes({ try? descriptor.read(into: $0) }) { hasNews = true }
        return hasNews
    }
}
