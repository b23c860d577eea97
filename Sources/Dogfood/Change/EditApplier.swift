package import GitStore

/// Applies edits to the files of a commit, in memory: all of them or none.
///
/// Every search is made in the file as the commit has it, so the order of the edits does not matter.
package struct EditApplier {
    /// What edits make of some files.
    package struct Result: Sendable, Equatable {
        /// By path, in byte order.
        package var changes: [FileChange]
        /// How the searches were found, file by file.
        package var tiers: [MatchTier]
    }

    private let repository: GitRepository
    private let tree: GitObjectID

    package init(repository: GitRepository, tree: GitObjectID) {
        self.repository = repository
        self.tree = tree
    }

    package func apply(_ edits: [Edit]) throws(EditError) -> Result {
        var result = Result(changes: [], tiers: [])
        var failures: [EditFailure] = []
        for path in Set(edits.map(\.path)).sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
            let known = failures.count
            let before = try content(path, &failures)
            guard failures.count == known else { continue }
            var file = FileEditing(path: path, before: before)
            file.apply(edits.filter { $0.path == path }.map(\.kind))
            result.tiers += file.tiers
            failures += file.failures
            if let change = file.change { result.changes.append(change) }
        }
        guard failures.isEmpty else { throw .edits(failures) }
        guard !result.changes.isEmpty else {
            throw .edits([EditFailure(path: "the edits", reason: "they change nothing")])
        }
        return result
    }

    private func content(_ path: String, _ failures: inout [EditFailure]) throws(EditError) -> [UInt8]? {
        do throws(GitError) {
            guard let entry = try repository.file(of: tree, at: GitPath(path.utf8)) else { return nil }
            guard entry.kind == .file else {
                let kind = entry.kind == .symlink ? "a symbolic link" : "a submodule"
                failures.append(EditFailure(path: path, reason: "it is \(kind), which no edit may change"))
                return nil
            }
            return try repository.content(of: entry.id)
        } catch { throw .git(error) }
    }
}
