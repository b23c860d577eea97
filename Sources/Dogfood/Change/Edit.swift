/// One edit of one file, as a recipe or a model asks for it; nothing is known yet of whether it applies.
package struct Edit: Sendable, Equatable {
    package enum Kind: Sendable, Equatable {
        /// Puts a text in the place of another that stands in the file exactly once.
        case replace(search: String, replacement: String)
        /// Makes the file, or replaces the whole of it.
        case whole(String)
        case delete
    }

    /// From the top of the repository, parts joined by `/`.
    package var path: String
    package var kind: Kind

    package init(path: String, kind: Kind) {
        self.path = path
        self.kind = kind
    }
}
