import CGit2

/// What stands at one path of a tree.
package struct GitTreeEntry: Sendable, Equatable {
    package enum Kind: Sendable, Equatable {
        case file
        case symlink
        /// The place of another repository; its files are not in this one.
        case submodule
    }

    /// Relative to the tree's root.
    package let path: GitPath
    package let kind: Kind
    package let id: GitObjectID
    /// True for a file that may be run.
    package let isExecutable: Bool

    /// - Parameter mode: as git keeps it; not a folder's.
    init(path: GitPath, id: GitObjectID, mode: git_filemode_t) {
        self.path = path
        self.id = id
        isExecutable = mode == GIT_FILEMODE_BLOB_EXECUTABLE
        kind =
            switch mode {
            case GIT_FILEMODE_LINK: .symlink
            case GIT_FILEMODE_COMMIT: .submodule
            default: .file
            }
    }
}
