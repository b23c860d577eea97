/// A stretch of a file that is all code, all comment, or all the text of a string.
struct SourceSegment: Sendable, Equatable {
    enum Kind: Sendable { case code, comment, string }

    let kind: Kind
    /// With the marks around it.
    let range: Range<Int>
}
