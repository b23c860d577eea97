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
}
