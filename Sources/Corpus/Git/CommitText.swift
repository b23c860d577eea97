import GitStore
import Glibc

/// A commit as text, in the form of `git log -p --stat`.
///
/// A merge shows only what none of its parents has: how it resolved conflicts.
struct CommitText {
    let repository: GitRepository
    let place: GitPlace
    /// Bytes above which a patch is left out.
    let maximumSize: Int

    /// Nil when the commit changes nothing of what the user named.
    func bytes(of id: GitObjectID) throws(GitError) -> [UInt8]? {
        let commit = try repository.commit(id)
        let diff = try repository.diff(of: commit, below: place.subfolder, maximumSize: maximumSize)
        let changes = Array(diff.changes.enumerated()).filter { place.takes($0.element.path) }
        if changes.isEmpty, !place.subfolder.isEmpty || !place.filter.isEmpty { return nil }
        var text = try head(of: commit)
        let shownPaths = try pathsToShow(of: commit)
        var patches: [UInt8] = []
        for (index, change) in changes {
            let patch = try diff.patch(at: index)
            text += statistics(change, patch)
            guard shownPaths?.contains(change.path) != false else { continue }
            if patches.count + patch.text.count <= maximumSize {
                patches += patch.text
            } else {
                patches += "\n(the patch of ".utf8 + change.path + " is left out: it is too large)\n".utf8
            }
        }
        return patches.isEmpty ? text : text + "\n".utf8 + patches
    }

    private func head(of commit: GitCommit) throws(GitError) -> [UInt8] {
        var text = [UInt8]("commit \(commit.id)\n".utf8)
        if commit.parents.count > 1 {
            text += "Merge:".utf8
            for parent in commit.parents { text += " \(try shortID(parent))".utf8 }
            text += "\n".utf8
        }
        text += "Author: ".utf8 + commit.author + " <".utf8 + commit.email + ">\nDate:   \(Self.date(commit))\n\n".utf8
        var lines = commit.message.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        while lines.last?.isEmpty == true { lines.removeLast() }
        for line in lines { text += (line.isEmpty ? "" : "    ").utf8 + line + "\n".utf8 }
        return text + "\n".utf8
    }

    /// A parent beyond the end of a shallow clone has its full id only.
    private func shortID(_ id: GitObjectID) throws(GitError) -> String {
        (try? repository.shortID(of: id)) ?? "\(id)"
    }

    /// For a merge, the paths that differ from every parent; nil shows all.
    private func pathsToShow(of commit: GitCommit) throws(GitError) -> Set<GitPath>? {
        guard commit.parents.count > 1 else { return nil }
        var common: Set<GitPath>?
        for parent in commit.parents.indices {
            let diff = try repository.diff(of: commit, parent: parent, below: place.subfolder)
            let paths = Set(diff.changes.map(\.path))
            common = common?.intersection(paths) ?? paths
        }
        return common
    }

    private func statistics(_ change: GitChange, _ patch: GitPatch) -> [UInt8] {
        let moved = change.kind == .renamed ? change.oldPath + " => ".utf8 : []
        let note =
            switch change.kind {
            case .added: " (new)"
            case .deleted: " (deleted)"
            case .renamed, .modified: ""
            }
        return " ".utf8 + moved + change.path + " | +\(patch.added) -\(patch.deleted)\(note)\n".utf8
    }

    /// The author's local time, such as `2024-01-31 12:00:00 +0200`.
    private static func date(_ commit: GitCommit) -> String {
        var seconds = time_t(commit.time) + commit.offset * 60
        var parts = tm()
        gmtime_r(&seconds, &parts)
        var buffer = [CChar](repeating: 0, count: 64)
        let count = strftime(&buffer, buffer.count, "%Y-%m-%d %H:%M:%S", &parts)
        let offset = abs(commit.offset)
        let zone = String(offset / 60 * 100 + offset % 60)
        let digits = String(repeating: "0", count: max(0, 4 - zone.count)) + zone
        return String(decoding: buffer[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self)
            + (commit.offset < 0 ? " -" : " +") + digits
    }
}
