import CGit2

/// What a repository's index tracks, as it was when opened; owns libgit2's index.
///
/// Not safe for several threads at once.
package final class TrackedFiles {
    package enum Entry: Sendable {
        case file
        /// A submodule's place.
        case submodule
    }

    private let handle: GitHandle

    /// - Throws: also when the index has a form libgit2 does not read, such as a sparse index.
    package init(repository: GitRepository) throws(GitError) {
        handle = try GitLibrary.make("git_repository_index", freedBy: git_index_free) {
            git_repository_index(&$0, repository.pointer)
        }
    }

    /// The entry at `path`, relative to the work folder; a path in conflict counts as a file.
    package func entry(at path: GitPath) -> Entry? {
        var position = 0
        guard path.withCString({ git_index_find(&position, handle.pointer, $0) }) == 0,
            let entry = git_index_get_byindex(handle.pointer, position)
        else { return nil }
        return entry.pointee.mode == GIT_FILEMODE_COMMIT.rawValue ? .submodule : .file
    }

    /// True when anything below the folder `path` is tracked.
    package func hasEntries(below path: GitPath) -> Bool {
        var position = 0
        return (path + "/".utf8).withCString { git_index_find_prefix(&position, handle.pointer, $0) } == 0
    }
}
