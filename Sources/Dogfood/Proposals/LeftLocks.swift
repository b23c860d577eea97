import GitStore
import Glibc
import Posix

/// The lock files of git that a process of ours left behind when it was killed in the middle of an act.
///
/// Removed are only those of what the act writes, made since it was written down, and only while no process has the
/// file open and no `git` is at work in the repository: that one may hold a lock that it has closed.
struct LeftLocks {
    private let paths: [String]
    private let folders: [String]
    private let since: Int

    init(_ git: GitRepository, of entry: LedgerState.Entry) {
        let common = String(decoding: git.commonFolder, as: UTF8.self)
        let own = String(decoding: git.gitFolder, as: UTF8.self)
        var paths = [entry.proposal.ref, Proposals.closed(entry.proposal.id), "packed-refs"].map { common + $0 }
        if let landing = entry.openLanding { paths += [common + landing.branch, own + "index", own + "HEAD"] }
        self.paths = paths.map { $0 + ".lock" }
        folders = [common, own, git.workFolder.map { String(decoding: $0, as: UTF8.self) } ?? common]
        since = entry.changed
    }

    /// Looks again for a second, for a process that is just starting has open what the one that started it had.
    func remove() {
        for look in 0..<20 {
            let left = paths.filter { isLeft($0) }
            guard !left.isEmpty else { return }
            if look > 0 { usleep(50_000) }
            let (open, gitIsAtWork) = processes()
            guard !gitIsAtWork else { continue }
            for path in left where !open.contains(path) { unlink(path) }
        }
    }

    private func isLeft(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0 && status.st_uid == getuid() && status.st_mtim.tv_sec >= since - 1
    }

    /// What files all processes have open, and whether one of them is a git that is in the repository.
    private func processes() -> (open: Set<String>, gitIsAtWork: Bool) {
        var open = Set<String>()
        for process in RunningProcess.all {
            if process.name.hasPrefix("git"), let folder = process.folder,
                folders.contains(where: { (folder + "/").hasPrefix($0) })
            {
                return (open, true)
            }
            open.formUnion(process.openFiles)
        }
        return (open, false)
    }
}
