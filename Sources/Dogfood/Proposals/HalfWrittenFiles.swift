import GitStore
import Glibc
import Posix

/// Files of the work folder that a landing had begun to write when its process was killed.
///
/// Such a file is gone, or holds the beginning of what it was to hold and was written since the landing was announced;
/// anything else is the person's.
struct HalfWrittenFiles {
    private let git: GitRepository
    private let since: Int

    init(_ git: GitRepository, since: Int) {
        self.git = git
        self.since = since
    }

    /// Gives each its whole content.
    func complete(from old: GitObjectID, to new: GitObjectID) throws {
        guard let folder = git.workFolder.map({ String(decoding: $0, as: UTF8.self) }) else { return }
        for change in try git.diff(from: old, to: new).changes {
            guard change.kind != .deleted, let entry = change.entry, entry.kind == .file else { continue }
            let path = folder + String(decoding: change.path, as: UTF8.self)
            let content = try git.content(of: entry.id)
            guard isBegun(path, of: content, isNew: change.kind != .modified) else { continue }
            try DurableFile.write(content, to: path, mode: entry.isExecutable ? 0o755 : 0o644)
        }
    }

    private func isBegun(_ path: String, of content: [UInt8], isNew: Bool) -> Bool {
        var status = stat()
        guard lstat(path, &status) == 0 else { return !isNew && errno == ENOENT }
        guard status.st_mode & S_IFMT == S_IFREG, status.st_mtim.tv_sec >= since - 1,
            Int(status.st_size) < content.count, let bytes = try? DurableFile.read(path)
        else { return false }
        return content.starts(with: bytes)
    }
}
