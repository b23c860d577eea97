import CGit2

extension GitRepository {
    /// Compares two trees; nil stands for the empty tree.
    /// - Parameters:
    ///   - folder: compares only what stands below it, or this one file; empty for all.
    ///   - maximumSize: bytes above which a file is shown as binary.
    ///   - showsAllText: true to show also those files as text that attributes of the repository call binary.
    ///   - findsRenames: false to see a moved file as a deleted and an added one.
    package func diff(
        from old: GitObjectID?, to new: GitObjectID, below folder: GitPath = [], maximumSize: Int = 64 << 20,
        showsAllText: Bool = false, findsRenames: Bool = true
    ) throws(GitError) -> GitDiff {
        let newTree = try tree(new)
        let diff: GitHandle
        if let old {
            diff = try compare(try tree(old), newTree, folder, maximumSize, showsAllText)
        } else {
            diff = try compare(nil, newTree, folder, maximumSize, showsAllText)
        }
        guard findsRenames else { return GitDiff(diff, repository: self) }
        var similarity = git_diff_find_options()
        try GitLibrary.check(
            git_diff_find_options_init(&similarity, UInt32(GIT_DIFF_FIND_OPTIONS_VERSION)),
            "git_diff_find_options_init")
        similarity.flags = GIT_DIFF_FIND_RENAMES.rawValue
        try GitLibrary.check(git_diff_find_similar(diff.pointer, &similarity), "git_diff_find_similar")
        return GitDiff(diff, repository: self)
    }

    /// Compares a commit with its first parent, or the first commit with nothing.
    package func diff(
        of commit: GitCommit, parent: Int = 0, below folder: GitPath = [], maximumSize: Int = 64 << 20
    ) throws(GitError) -> GitDiff {
        let old = commit.parents.indices.contains(parent) ? try self.commit(commit.parents[parent]).tree : nil
        return try diff(from: old, to: commit.tree, below: folder, maximumSize: maximumSize)
    }

    private func compare(
        _ old: borrowing GitHandle?, _ new: borrowing GitHandle, _ folder: GitPath, _ maximumSize: Int,
        _ showsAllText: Bool
    ) throws(GitError) -> GitHandle {
        var options = git_diff_options()
        try GitLibrary.check(
            git_diff_options_init(&options, UInt32(GIT_DIFF_OPTIONS_VERSION)), "git_diff_options_init")
        options.max_size = git_off_t(maximumSize)
        // Without matching, the pathspec is a plain prefix.
        options.flags |= GIT_DIFF_DISABLE_PATHSPEC_MATCH.rawValue
        if showsAllText { options.flags |= GIT_DIFF_FORCE_TEXT.rawValue }
        let oldPointer: OpaquePointer? =
            switch old {
            case .some(let handle): handle.pointer
            case .none: nil
            }
        let newPointer = new.pointer
        return try GitLibrary.make("git_diff_tree_to_tree", freedBy: git_diff_free) { out in
            folder.withCString { prefix in
                var strings: [UnsafeMutablePointer<CChar>?] = [UnsafeMutablePointer(mutating: prefix)]
                return strings.withUnsafeMutableBufferPointer { buffer in
                    options.pathspec = git_strarray(strings: buffer.baseAddress, count: folder.isEmpty ? 0 : 1)
                    return git_diff_tree_to_tree(&out, pointer, oldPointer, newPointer, &options)
                }
            }
        }
    }
}
