import CGit2

extension GitRepository {
    /// The commits of a range, newest first, none before its children: the order of `git log --topo-order`.
    /// - Parameter count: stops after as many.
    package func commits(of range: GitRange, atMost count: Int = .max) throws(GitError) -> [GitObjectID] {
        let walk = try GitLibrary.make("git_revwalk_new", freedBy: git_revwalk_free) { git_revwalk_new(&$0, pointer) }
        try GitLibrary.check(
            git_revwalk_sorting(walk.pointer, GIT_SORT_TOPOLOGICAL.rawValue | GIT_SORT_TIME.rawValue),
            "git_revwalk_sorting")
        for id in range.included {
            var oid = id.oid
            try GitLibrary.check(git_revwalk_push(walk.pointer, &oid), "git_revwalk_push")
        }
        for id in range.excluded {
            var oid = id.oid
            try GitLibrary.check(git_revwalk_hide(walk.pointer, &oid), "git_revwalk_hide")
        }
        var found: [GitObjectID] = []
        while found.count < count {
            var oid = git_oid()
            let code = git_revwalk_next(&oid, walk.pointer)
            if git_error_code(code) == GIT_ITEROVER { return found }
            try GitLibrary.check(code, "git_revwalk_next")
            found.append(GitObjectID(oid))
        }
        return found
    }

    /// Reads a commit.
    package func commit(_ id: GitObjectID) throws(GitError) -> GitCommit {
        let commit = try commitHandle(id)
        guard let tree = GitObjectID(git_commit_tree_id(commit.pointer)),
            let author = git_commit_author(commit.pointer)?.pointee,
            let committer = git_commit_committer(commit.pointer)?.pointee
        else { throw GitError(.unusable, call: "git_commit_author", message: "commit \(id) is damaged") }
        return GitCommit(
            id: id, tree: tree,
            parents: (0..<git_commit_parentcount(commit.pointer)).compactMap {
                GitObjectID(git_commit_parent_id(commit.pointer, $0))
            },
            author: author.name.map { [UInt8](copying: $0) } ?? [],
            email: author.email.map { [UInt8](copying: $0) } ?? [],
            message: git_commit_message(commit.pointer).map { [UInt8](copying: $0) } ?? [],
            time: author.when.time, offset: Int(author.when.offset),
            committer: GitSignature(committer))
    }

    /// The shortest form of a commit's id that names nothing else here, seven digits or more.
    package func shortID(of commit: GitObjectID) throws(GitError) -> String {
        var oid = commit.oid
        let object = try GitLibrary.make("git_object_lookup", freedBy: git_object_free) {
            git_object_lookup(&$0, pointer, &oid, GIT_OBJECT_COMMIT)
        }
        var buffer = git_buf()
        defer { git_buf_dispose(&buffer) }
        try GitLibrary.check(git_object_short_id(&buffer, object.pointer), "git_object_short_id")
        return buffer.ptr.map { String(cString: $0) } ?? "\(commit)"
    }
}
