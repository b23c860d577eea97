/// A branch, a tag or any other name that stands for a commit.
package struct GitReference: Sendable, Equatable {
    /// In full, such as `refs/heads/main`.
    package let name: String
    package let target: GitObjectID
}
