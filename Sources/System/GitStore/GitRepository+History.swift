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

    /// Who last changed the lines of a file, in order, as they stand in a commit.
    /// - Parameter lines: counted from 1; all when left out.
    package func blame(
        _ path: GitPath, at commit: GitObjectID, lines: ClosedRange<Int>? = nil
    ) throws(GitError) -> [GitBlame] {
        var options = git_blame_options()
        try GitLibrary.check(
            git_blame_options_init(&options, UInt32(GIT_BLAME_OPTIONS_VERSION)), "git_blame_options_init")
        options.newest_commit = commit.oid
        if let lines {
            options.min_line = lines.lowerBound
            options.max_line = lines.upperBound
        }
        let blame = try GitLibrary.make(
            "git_blame_file", String(decoding: path, as: UTF8.self), freedBy: git_blame_free
        ) { out in
            path.withCString { git_blame_file(&out, pointer, $0, &options) }
        }
        return (0..<git_blame_get_hunk_count(blame.pointer)).compactMap { index in
            guard let hunk = git_blame_get_hunk_byindex(blame.pointer, index)?.pointee else { return nil }
            let first = hunk.final_start_line_number
            return GitBlame(
                lines: first..<first + hunk.lines_in_hunk, commit: GitObjectID(hunk.final_commit_id),
                author: hunk.final_signature.map { GitSignature($0.pointee) })
        }
    }
}
