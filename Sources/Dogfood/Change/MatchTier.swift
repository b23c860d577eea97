/// How closely a search text was found in a file; each tier is tried only when the one before finds nothing.
package enum MatchTier: String, Codable, Sendable, CaseIterable {
    case exact
    /// But for white space at the ends of lines, carriage returns among it.
    case trailingSpace = "trailing-space"
    /// But for white space that all lines begin with.
    case indentation
    /// But for empty lines.
    case blankLines = "blank-lines"
    /// But for typographic quotes, dashes and spaces.
    case punctuation
}
