/// A commit that a person puts on a branch: the merge of a proposal, or what takes it back.
package struct Landing: Codable, Sendable, Equatable {
    package enum Kind: String, Codable, Sendable { case land, revert }

    package var id: String
    package var kind: Kind
    /// The full name of the branch.
    package var branch: String
    /// Where the branch stood, and the new commit.
    package var from: String
    package var commit: String

    package init(id: String, kind: Kind, branch: String, from: String, commit: String) {
        self.id = id
        self.kind = kind
        self.branch = branch
        self.from = from
        self.commit = commit
    }
}
