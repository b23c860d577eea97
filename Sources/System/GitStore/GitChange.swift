/// How one file differs between two trees.
package struct GitChange: Sendable, Equatable {
    package enum Kind: Sendable, Equatable {
        case added, deleted, modified
        /// Moved, perhaps with changes, from `oldPath`.
        case renamed
    }

    package let kind: Kind
    /// Where the file stands after the change; for a deleted one, where it stood.
    package let path: GitPath
    package let oldPath: GitPath
    /// What stands at `path` after the change; nil for a deleted file.
    package let entry: GitTreeEntry?
    /// What stood at `oldPath` before; nil for an added file.
    package let oldEntry: GitTreeEntry?
}
