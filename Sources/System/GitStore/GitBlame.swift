/// A run of lines that one commit changed last.
package struct GitBlame: Sendable, Equatable {
    /// Counted from 1.
    package let lines: Range<Int>
    package let commit: GitObjectID
    package let author: GitSignature?
}
