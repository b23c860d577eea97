import CGit2

extension GitRepository {
    /// The last commit that two histories share; nil when they share none.
    package func mergeBase(_ one: GitObjectID, _ two: GitObjectID) throws(GitError) -> GitObjectID? {
        var base = git_oid()
        var (first, second) = (one.oid, two.oid)
        let code = git_merge_base(&base, pointer, &first, &second)
        if git_error_code(code) == GIT_ENOTFOUND { return nil }
        try GitLibrary.check(code, "git_merge_base")
        return GitObjectID(base)
    }

    /// True when a commit is the other one or in its history.
    package func isAncestor(_ commit: GitObjectID, of descendant: GitObjectID) throws(GitError) -> Bool {
        if commit == descendant { return true }
        var (old, new) = (commit.oid, descendant.oid)
        let answer = git_graph_descendant_of(pointer, &new, &old)
        try GitLibrary.check(answer, "git_graph_descendant_of")
        return answer == 1
    }

    /// The newest commits of a history, none before its children.
    package func history(of tip: GitObjectID, atMost count: Int) throws(GitError) -> [GitObjectID] {
        try commits(of: GitRange(included: [tip], excluded: [], base: nil, tip: tip), atMost: count)
    }

    /// How many commits a history has that an older one has not; counts no further than `most`.
    package func countCommits(from old: GitObjectID, to tip: GitObjectID, atMost most: Int) throws(GitError) -> Int {
        try commits(of: GitRange(included: [tip], excluded: [old], base: old, tip: tip), atMost: most).count
    }
}
