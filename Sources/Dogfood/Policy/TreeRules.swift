import GitStore

/// What may stand in a tree at all: plain files, with their modes kept, under names that every system can tell apart.
struct TreeRules {
    let repository: GitRepository
    let baseTree: GitObjectID

    func breaches(_ changes: [GitChange]) throws(GitError) -> [PolicyBreach] {
        var breaches: [PolicyBreach] = []
        for change in changes {
            let path = String(decoding: change.path, as: UTF8.self)
            let reasons = [nameReason(change.path), kindReason(change), modeReason(change)]
            breaches += reasons.compactMap(\.self).map { PolicyBreach(path: path, reason: $0) }
        }
        let new = changes.filter { $0.kind == .added || $0.kind == .renamed }.map(\.path)
        return try breaches + collisions(new, gone: Set(changes.filter { $0.kind == .deleted }.map(\.path)))
    }

    private func nameReason(_ path: GitPath) -> String? {
        guard let text = String(validating: path, as: UTF8.self) else { return "the path is not UTF-8" }
        if text.hasPrefix("/") { return "the path is absolute; paths begin at the top of the repository" }
        if text.unicodeScalars.contains(where: { !$0.properties.isPrintable }) || text.contains("\\") {
            return "the path has characters that do not show or that some system takes for something else"
        }
        if path.count > 512 { return "the path is longer than 512 bytes" }
        for part in text.split(separator: "/", omittingEmptySubsequences: false) {
            if part.isEmpty || part == "." || part == ".." { return "the path leads out of its folder" }
            if [".git", "git~1"].contains(part.lowercased()) { return "the path leads into git's own folder" }
            if part.hasSuffix(" ") || part.hasSuffix(".") || part.hasPrefix(" ") {
                return "a part of the path begins or ends with a space, or ends with a dot"
            }
        }
        return nil
    }

    private func kindReason(_ change: GitChange) -> String? {
        let kinds = [change.entry?.kind, change.oldEntry?.kind]
        if kinds.contains(.symlink) { return "it is a symbolic link; only plain files may change" }
        return kinds.contains(.submodule) ? "it is a submodule; only plain files may change" : nil
    }

    private func modeReason(_ change: GitChange) -> String? {
        guard let new = change.entry else { return nil }
        guard let old = change.oldEntry else {
            return new.isExecutable ? "a new file may not be executable" : nil
        }
        return new.isExecutable == old.isExecutable ? nil : "whether it is executable may not change"
    }

    /// New names that differ from others by letter case or by how their letters are composed.
    private func collisions(_ new: [GitPath], gone: Set<GitPath>) throws(GitError) -> [PolicyBreach] {
        guard !new.isEmpty else { return [] }
        // Two strings are equal here when they show the same letters, however these are composed.
        var names: [String: GitPath] = [:]
        for entry in try repository.entries(of: baseTree) ?? [] where !gone.contains(entry.path) {
            for name in prefixes(of: entry.path) { names[Self.folded(name)] = name }
        }
        var breaches: [PolicyBreach] = []
        for path in new {
            for name in prefixes(of: path) {
                if let other = names[Self.folded(name)], other != name {
                    let shown = String(decoding: other, as: UTF8.self)
                    let reason = "some systems cannot tell it from \(shown)"
                    breaches.append(PolicyBreach(path: String(decoding: path, as: UTF8.self), reason: reason))
                    break
                }
                names[Self.folded(name)] = name
            }
        }
        return breaches
    }

    /// There and back, because some letters have only one of two forms that other systems take for the same: `ſ`, `K`.
    private static func folded(_ name: GitPath) -> String {
        String(decoding: name, as: UTF8.self).uppercased().lowercased()
    }

    /// The path and the folders that it stands in.
    private func prefixes(of path: GitPath) -> [GitPath] {
        path.indices.filter { path[$0] == UInt8(ascii: "/") }.map { GitPath(path[..<$0]) } + [path]
    }
}
