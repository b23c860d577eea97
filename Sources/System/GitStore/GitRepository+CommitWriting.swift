import CGit2

extension GitRepository {
    /// Stores a commit; no branch is moved.
    /// - Parameter message: subject, empty line, body, trailers; ends in a newline.
    package func writeCommit(
        tree: GitObjectID, parents: [GitObjectID], author: GitSignature, committer: GitSignature, message: String
    ) throws(GitError) -> GitObjectID {
        let author = try author.handle()
        let committer = try committer.handle()
        let root = try self.tree(tree)
        let authorPointer = author.pointer
        let committerPointer = committer.pointer
        let rootPointer = root.pointer
        var found: [OpaquePointer?] = []
        defer { found.forEach { git_commit_free($0) } }
        for parent in parents {
            var oid = parent.oid
            var commit: OpaquePointer?
            try GitLibrary.check(git_commit_lookup(&commit, pointer, &oid), "git_commit_lookup", "parent \(parent)")
            found.append(commit)
        }
        var id = git_oid()
        let code = found.withUnsafeMutableBufferPointer {
            git_commit_create(
                &id, pointer, nil, authorPointer, committerPointer, nil, message, rootPointer, $0.count, $0.baseAddress)
        }
        try GitLibrary.check(code, "git_commit_create")
        return GitObjectID(id)
    }

    func commitHandle(_ id: GitObjectID) throws(GitError) -> GitHandle {
        var oid = id.oid
        return try GitLibrary.make("git_commit_lookup", freedBy: git_commit_free) {
            git_commit_lookup(&$0, pointer, &oid)
        }
    }
}
