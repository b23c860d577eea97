import Glibc
import Posix

/// The folder that cells of one worker may write to; made by the host, removed with everything in it at the end.
///
/// The host holds a lock on it while it lives. A host that was killed cannot remove its folders: a later one removes
/// those that nobody holds.
final class PrivateFolder: Sendable {
    private static let prefix = "rlm-worker-"

    let path: String
    private let lock: Descriptor

    init() throws(PosixError) {
        let parent = Self.parent
        AbandonedFolders.removeOnce(in: parent, prefix: Self.prefix)
        var template = Array("\(parent)/\(Self.prefix)XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw .last("mkdtemp", parent) }
        path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
        lock = try Descriptor.openFolder(path)
        guard flock(lock.number, LOCK_EX | LOCK_NB) == 0 else { throw .last("flock", path) }
    }

    /// Removes the folder; to be called when the worker has ended.
    func remove() {
        Self.remove(path)
    }

    /// True when there are more `bytes` or `files` in the folder than that.
    func exceeds(bytes: Int, files: Int) -> Bool {
        var meter = FolderMeter(bytes: bytes, entries: files)
        return !meter.fits(path)
    }

    /// A worker with a memory file system of its own leaves an empty folder, others perhaps a full one.
    static func remove(_ path: String) {
        if rmdir(path) == 0 || errno != ENOTEMPTY { return }
        Task.detached {
            _ = try? await ChildProcess.run(ChildCommand("/bin/rm", ["-rf", "--", path]), timeout: 60)
        }
    }

    private static var parent: String {
        guard let value = getenv("TMPDIR"), value.pointee == UInt8(ascii: "/") else { return "/tmp" }
        return String(cString: value)
    }
}
