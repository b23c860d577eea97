package import GitStore

extension Candidate {
    /// What lies between two commits, as a candidate on the first.
    package init(from base: GitObjectID, to commit: GitObjectID, of repository: GitRepository) throws(GitError) {
        let baseTree = try repository.commit(base).tree
        let tree = try repository.commit(commit).tree
        let before = try Self.blobs(of: baseTree, repository)
        let after = try Self.blobs(of: tree, repository)
        var changes: [FileChange] = []
        for path in Set(before.keys).union(after.keys).sorted() where before[path] != after[path] {
            changes.append(
                FileChange(
                    path: path, before: try Self.content(before[path], repository),
                    after: try Self.content(after[path], repository)))
        }
        self.init(base: base, baseTree: baseTree, tree: tree, changes: changes)
    }

    private static func blobs(
        of tree: GitObjectID, _ repository: GitRepository
    ) throws(GitError) -> [String: GitObjectID] {
        let entries = try repository.entries(of: tree) ?? []
        return Dictionary(
            entries.filter { $0.kind == .file }.map { (String(decoding: $0.path, as: UTF8.self), $0.id) }
        ) { $1 }
    }

    private static func content(
        _ blob: GitObjectID?, _ repository: GitRepository
    ) throws(GitError) -> [UInt8]? {
        guard let blob else { return nil }
        return try repository.withContent(of: blob) { bytes throws(GitError) in [UInt8](bytes) }
    }
}
