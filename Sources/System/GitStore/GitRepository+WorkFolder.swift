import CGit2
import Glibc

extension GitRepository {
    /// What git calls the operation that waits to be finished here, such as `merge`; nil when there is none.
    package var operationUnderWay: String? {
        switch git_repository_state_t(UInt32(git_repository_state(pointer))) {
        case GIT_REPOSITORY_STATE_NONE: nil
        case GIT_REPOSITORY_STATE_MERGE: "merge"
        case GIT_REPOSITORY_STATE_REVERT, GIT_REPOSITORY_STATE_REVERT_SEQUENCE: "revert"
        case GIT_REPOSITORY_STATE_CHERRYPICK, GIT_REPOSITORY_STATE_CHERRYPICK_SEQUENCE: "cherry-pick"
        case GIT_REPOSITORY_STATE_BISECT: "bisect"
        default: "rebase"
        }
    }

    /// True when a path is in the index and in the work folder as in HEAD, or in none of them.
    package func isUntouched(_ path: GitPath) throws(GitError) -> Bool {
        var flags: UInt32 = 0
        let code = path.withCString { git_status_file(&flags, pointer, $0) }
        if git_error_code(code) == GIT_ENOTFOUND { return true }
        if git_error_code(code) == GIT_EAMBIGUOUS { return false }
        try GitLibrary.check(code, "git_status_file", String(decoding: path, as: UTF8.self))
        return flags == GIT_STATUS_CURRENT.rawValue
    }

    /// Brings the files that differ between two trees, and their places in the index, from the old state to the new.
    ///
    /// All or nothing: a file that is neither as in the old tree nor as in the new one is left alone, with all others.
    /// - Throws: `.conflict` in that case.
    package func updateFiles(from old: GitObjectID, to new: GitObjectID) throws(GitError) {
        let changes = try diff(from: old, to: new).changes
        guard !changes.isEmpty else { return }
        let baseline = try tree(old)
        let target = try tree(new)
        var options = git_checkout_options()
        try GitLibrary.check(
            git_checkout_options_init(&options, UInt32(GIT_CHECKOUT_OPTIONS_VERSION)), "git_checkout_options_init")
        options.checkout_strategy =
            GIT_CHECKOUT_SAFE.rawValue | GIT_CHECKOUT_DISABLE_PATHSPEC_MATCH.rawValue
            | GIT_CHECKOUT_DONT_OVERWRITE_IGNORED.rawValue
        options.baseline = baseline.pointer
        let targetPointer = target.pointer
        let paths = Set(changes.flatMap { [$0.path, $0.oldPath] }.map { String(decoding: $0, as: UTF8.self) })
        var strings = paths.sorted().map { strdup($0) }
        defer { strings.forEach { free($0) } }
        let code = strings.withUnsafeMutableBufferPointer { buffer in
            options.paths = git_strarray(strings: buffer.baseAddress, count: buffer.count)
            return git_checkout_tree(pointer, targetPointer, &options)
        }
        try GitLibrary.check(code, "git_checkout_tree")
    }
}
