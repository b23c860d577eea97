/// What a revision argument names.
package enum GitRevision: Sendable, Equatable {
    /// All files as they were: the tree of a commit or tag, or of `REV:folder`.
    case tree(GitObjectID)
    /// `A..B`: the commits that B has and A has not. `A...B`: those that only one of them has.
    case range(GitRange)
}

/// The commits of `A..B` or `A...B`.
package struct GitRange: Sendable, Equatable {
    /// Commits whose history is taken.
    package let included: [GitObjectID]
    /// Commits whose history is left out.
    package let excluded: [GitObjectID]
    /// The last commit both sides share, which B's files are compared with; nil when they share none.
    package let base: GitObjectID?
    /// B.
    package let tip: GitObjectID
}
