import CGit2

/// An open repository; owns libgit2's handle.
///
/// Not safe for several threads at once: each thread opens its own.
package final class GitRepository {
    private let handle: GitHandle
    var pointer: OpaquePointer { handle.pointer }

    init(_ handle: consuming GitHandle) {
        self.handle = handle
    }

    /// The folder of the checked-out files, ending in `/`; nil in a bare repository.
    package var workFolder: GitPath? {
        git_repository_workdir(pointer).map { GitPath(copying: $0) }
    }

    /// The repository's own folder (`.git`, or what stands for it), ending in `/`.
    package var gitFolder: GitPath {
        git_repository_path(pointer).map { GitPath(copying: $0) } ?? []
    }

    /// The folder that all worktrees of the repository share, ending in `/`; `gitFolder` outside linked worktrees.
    package var commonFolder: GitPath {
        git_repository_commondir(pointer).map { GitPath(copying: $0) } ?? gitFolder
    }

    package var isBare: Bool { git_repository_is_bare(pointer) == 1 }

    /// True for a clone that holds only the newest commits.
    package var isShallow: Bool { git_repository_is_shallow(pointer) == 1 }

    /// The folder a user would name: the work folder, or a bare repository's own.
    package var shownFolder: String {
        let folder = workFolder ?? gitFolder
        return String(
            decoding: folder.count > 1 && folder.last == UInt8(ascii: "/") ? folder.dropLast() : folder[...],
            as: UTF8.self)
    }
}
