@preconcurrency import Dispatch
import Glibc
import Posix
import Synchronization

/// Temporary folders whose host was killed before it could remove them.
enum AbandonedFolders {
    private static let done = Atomic(false)

    /// Removes, in the background and once per process, this user's folders that no living host holds a lock on.
    ///
    /// Folders of the last minute stay: their host may be about to lock them.
    static func removeOnce(in parent: String, prefix: String) {
        if done.exchange(true, ordering: .relaxed) { return }
        DispatchQueue.global(qos: .utility).async {
            for name in names(in: parent) where name.hasPrefix(prefix) {
                let path = "\(parent)/\(name)"
                if isAbandoned(path, olderThan: 60) { PrivateFolder.remove(path) }
            }
        }
    }

    static func isAbandoned(_ path: String, olderThan seconds: Int) -> Bool {
        guard let folder = try? Descriptor.openFolder(path) else { return false }
        var status = stat()
        guard fstat(folder.number, &status) == 0, status.st_uid == geteuid() else { return false }
        guard time(nil) - status.st_mtim.tv_sec >= seconds else { return false }
        return flock(folder.number, LOCK_EX | LOCK_NB) == 0
    }

    private static func names(in folder: String) -> [String] {
        guard let stream = opendir(folder) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) { names.append(FolderMeter.name(of: entry)) }
        return names
    }
}
