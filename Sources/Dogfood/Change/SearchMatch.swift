/// Where a search text stands in a file, and what comes into its place.
struct SearchMatch: Sendable, Equatable {
    let tier: MatchTier
    /// Bytes of the file.
    let range: Range<Int>
    let replacement: [UInt8]
}

/// What came of looking for a search text.
enum SearchResult: Sendable, Equatable {
    case found(SearchMatch)
    case nowhere
    /// The lines, counted from 1, at which it begins.
    case several([Int], MatchTier)
}
