package import GitStore

/// A change that asks to be tested: a tree in the object database, beside the commit that it was made on.
///
/// No branch holds it yet, and no file of it is checked out.
package struct Candidate: Sendable, Equatable {
    /// The pinned commit.
    package var base: GitObjectID
    package var baseTree: GitObjectID
    package var tree: GitObjectID
    /// By path, in byte order; never empty.
    package var changes: [FileChange]
    /// How closely the texts to search were found.
    package var tiers: [MatchTier]

    package init(
        base: GitObjectID, baseTree: GitObjectID, tree: GitObjectID, changes: [FileChange], tiers: [MatchTier] = []
    ) {
        self.base = base
        self.baseTree = baseTree
        self.tree = tree
        self.changes = changes
        self.tiers = tiers
    }
}
