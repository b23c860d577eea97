package import GitStore

extension Candidate {
    /// Applies edits to a commit and stores the tree that comes of them.
    /// - Throws: with every edit that does not apply; then nothing is stored.
    package static func make(
        _ edits: [Edit], base: GitObjectID, repository: GitRepository
    ) throws(EditError) -> Candidate {
        let baseTree: GitObjectID
        do throws(GitError) { baseTree = try repository.commit(base).tree } catch { throw .git(error) }
        let result = try EditApplier(repository: repository, tree: baseTree).apply(edits)
        do throws(GitError) {
            return try make(result, base: base, baseTree: baseTree, repository)
        } catch { throw error.kind == .invalid ? .edits([refusal(error)]) : .git(error) }
    }

    /// Git itself says no to the path.
    private static func refusal(_ error: GitError) -> EditFailure {
        EditFailure(path: "the edits", reason: error.message)
    }

    private static func make(
        _ result: EditApplier.Result, base: GitObjectID, baseTree: GitObjectID, _ repository: GitRepository
    ) throws(GitError) -> Candidate {
        var edits: [GitTreeEdit] = []
        for change in result.changes {
            let content: GitTreeEdit.Content =
                if let after = change.after { .file(try repository.writeBlob(after)) } else { .removed }
            edits.append(GitTreeEdit(path: GitPath(change.path.utf8), content: content))
        }
        let tree = try repository.writeTree(from: baseTree, edits: edits)
        return Candidate(base: base, baseTree: baseTree, tree: tree, changes: result.changes, tiers: result.tiers)
    }
}
