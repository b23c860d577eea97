import CGit2

/// The differences between two trees, renames found; owns libgit2's diff and keeps its repository open.
package final class GitDiff {
    private let handle: GitHandle
    private let repository: GitRepository

    init(_ handle: consuming GitHandle, repository: GitRepository) {
        self.handle = handle
        self.repository = repository
    }

    /// The files that differ, sorted by path.
    package var changes: [GitChange] {
        (0..<git_diff_num_deltas(handle.pointer)).compactMap { index in
            git_diff_get_delta(handle.pointer, index).map { GitChange($0.pointee) }
        }
    }

    /// The whole as `git diff` prints it.
    package var text: [UInt8] {
        get throws(GitError) {
            var buffer = git_buf()
            defer { git_buf_dispose(&buffer) }
            try GitLibrary.check(git_diff_to_buf(&buffer, handle.pointer, GIT_DIFF_FORMAT_PATCH), "git_diff_to_buf")
            return [UInt8](UnsafeRawBufferPointer(start: buffer.ptr, count: buffer.size))
        }
    }

    /// What `git patch-id --stable` says: the same for the same change on another base, or with other white space.
    package var patchID: GitObjectID {
        get throws(GitError) {
            var id = git_oid()
            try GitLibrary.check(git_diff_patchid(&id, handle.pointer, nil), "git_diff_patchid")
            return GitObjectID(id)
        }
    }

    /// The change at a place of `changes` as git prints it, with its counts of lines added and deleted.
    package func patch(at index: Int) throws(GitError) -> GitPatch {
        let patch = try GitLibrary.make("git_patch_from_diff", freedBy: git_patch_free) {
            git_patch_from_diff(&$0, handle.pointer, index)
        }
        var added = 0
        var deleted = 0
        try GitLibrary.check(git_patch_line_stats(nil, &added, &deleted, patch.pointer), "git_patch_line_stats")
        var buffer = git_buf()
        defer { git_buf_dispose(&buffer) }
        try GitLibrary.check(git_patch_to_buf(&buffer, patch.pointer), "git_patch_to_buf")
        let text = [UInt8](UnsafeRawBufferPointer(start: buffer.ptr, count: buffer.size))
        return GitPatch(text: text, added: added, deleted: deleted)
    }
}

extension GitChange {
    fileprivate init(_ delta: git_diff_delta) {
        let new = delta.new_file.path.map { GitPath(copying: $0) } ?? []
        let old = delta.old_file.path.map { GitPath(copying: $0) } ?? new
        let kind: Kind =
            switch delta.status {
            case GIT_DELTA_ADDED, GIT_DELTA_COPIED: .added
            case GIT_DELTA_DELETED: .deleted
            case GIT_DELTA_RENAMED: .renamed
            default: .modified
            }
        self.init(
            kind: kind, path: kind == .deleted ? old : new, oldPath: old,
            entry: kind == .deleted ? nil : GitTreeEntry(delta.new_file, path: new),
            oldEntry: kind == .added ? nil : GitTreeEntry(delta.old_file, path: old))
    }
}

extension GitTreeEntry {
    fileprivate init(_ file: git_diff_file, path: GitPath) {
        self.init(path: path, id: GitObjectID(file.id), mode: git_filemode_t(UInt32(file.mode)))
    }
}
