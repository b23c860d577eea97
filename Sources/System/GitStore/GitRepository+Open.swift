import CGit2

extension GitRepository {
    /// Opens the repository that `path` lies in, looking upward through its parents.
    ///
    /// Also opens a bare repository, a linked worktree and a submodule's work folder.
    package static func discover(from path: GitPath) throws(GitError) -> GitRepository {
        try open(path, flags: 0)
    }

    /// Opens the repository whose work folder or git folder is `path` itself.
    package static func open(at path: GitPath) throws(GitError) -> GitRepository {
        try open(path, flags: GIT_REPOSITORY_OPEN_NO_SEARCH.rawValue)
    }

    private static func open(_ path: GitPath, flags: UInt32) throws(GitError) -> GitRepository {
        let repository: GitRepository
        do throws(GitError) {
            repository = GitRepository(
                try GitLibrary.make("git_repository_open_ext", freedBy: git_repository_free) { out in
                    path.withCString { git_repository_open_ext(&out, $0, flags, nil) }
                })
        } catch {
            throw explained(error, path)
        }
        try RepositoryOwner.check(repository)
        return repository
    }

    private static func explained(_ error: GitError, _ path: GitPath) -> GitError {
        let place = String(decoding: path, as: UTF8.self)
        guard isInRepository(path) else {
            return GitError(
                .notFound, call: error.call, message: "\(place) is not in a git repository",
                hint: "Name a folder of a git repository.")
        }
        let isNewer = error.message.contains("extension") || error.message.contains("repository version")
        return GitError(
            .unusable, call: error.call, message: "The git repository of \(place) cannot be opened: \(error.message)",
            hint: isNewer
                ? "It has a newer format than libgit2 \(LIBGIT2_VERSION) reads."
                : "Run `git fsck` there to see what is wrong.")
    }

    private static func isInRepository(_ path: GitPath) -> Bool {
        var buffer = git_buf()
        defer { git_buf_dispose(&buffer) }
        return path.withCString { git_repository_discover(&buffer, $0, 0, nil) } == 0
    }
}
