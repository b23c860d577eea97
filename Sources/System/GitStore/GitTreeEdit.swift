/// What becomes of one path of a tree.
package struct GitTreeEdit: Sendable, Equatable {
    package enum Content: Sendable, Equatable {
        /// A file with this content. One that is there keeps its mode; a new one cannot be run.
        case file(GitObjectID)
        case removed
    }

    /// Relative to the tree's root.
    package let path: GitPath
    package let content: Content

    package init(path: GitPath, content: Content) {
        self.path = path
        self.content = content
    }
}
