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

    /// The tree in which two histories are merged.
    /// - Throws: `.conflict` naming the paths that both change, when they do not go together.
    package func mergedTree(of ours: GitObjectID, with theirs: GitObjectID) throws(GitError) -> GitObjectID {
        let one = try commitHandle(ours)
        let two = try commitHandle(theirs)
        let (onePointer, twoPointer) = (one.pointer, two.pointer)
        let index = try GitLibrary.make("git_merge_commits", freedBy: git_index_free) {
            git_merge_commits(&$0, pointer, onePointer, twoPointer, nil)
        }
        if git_index_has_conflicts(index.pointer) == 1 {
            let paths = try conflicts(index).joined(separator: ", ")
            throw GitError(
                .conflict, call: "git_merge_commits", message: "Both sides change the same lines of \(paths)")
        }
        var id = git_oid()
        try GitLibrary.check(git_index_write_tree_to(&id, index.pointer, pointer), "git_index_write_tree_to")
        return GitObjectID(id)
    }

    private func conflicts(_ index: borrowing GitHandle) throws(GitError) -> [String] {
        let indexPointer = index.pointer
        let walk = try GitLibrary.make("git_index_conflict_iterator_new", freedBy: git_index_conflict_iterator_free) {
            git_index_conflict_iterator_new(&$0, indexPointer)
        }
        var paths: [String] = []
        var (base, ours, theirs): (UnsafePointer<git_index_entry>?, _, _) = (
            nil, UnsafePointer<git_index_entry>?.none, UnsafePointer<git_index_entry>?.none
        )
        while git_index_conflict_next(&base, &ours, &theirs, walk.pointer) == 0 {
            if let path = (ours ?? theirs ?? base)?.pointee.path { paths.append(String(cString: path)) }
        }
        return paths
    }

    func commitHandle(_ id: GitObjectID) throws(GitError) -> GitHandle {
        var oid = id.oid
        return try GitLibrary.make("git_commit_lookup", freedBy: git_commit_free) {
            git_commit_lookup(&$0, pointer, &oid)
        }
    }
}
