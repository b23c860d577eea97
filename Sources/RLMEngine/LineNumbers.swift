/// Reads what stands behind the path of a citation: `:12`, `:12-15`, `:12:5` (a column), `#L12-L15`, `, line 12`,
/// ` line 12`, ` (lines 12-15)`.
struct LineNumbers {
    private let pattern =
        /(?:`|\*\*)?(?::L?|#L|,? lines? |\s\(lines? )(\d{1,8})(?:(-|–|-L|:)(\d{1,8}))?(?![A-Za-z0-9_])/

    /// The numbers at the start of `text` and where they end; nil when it starts otherwise.
    func read(_ text: Substring) -> (first: Int, last: Int, end: Substring.Index)? {
        guard let mark = text.first,
            ":#,`*".contains(mark) || mark.isWhitespace && "(l".contains(text.dropFirst().first ?? " "),
            let match = text.prefixMatch(of: pattern), let first = Int(match.1)
        else { return nil }
        let last = match.2 == ":" ? first : match.3.flatMap { Int($0) } ?? first
        return (first, last, match.range.upperBound)
    }
}
