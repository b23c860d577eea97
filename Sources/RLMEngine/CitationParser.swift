/// Finds `path:line`, `path:first-last` and their quotes in the text of an answer.
enum CitationParser {
    /// A citation as written.
    struct Mention: Equatable {
        /// The path up to the first white space on its left; a path with spaces continues in `before`.
        var path: String
        var line: Int
        var endLine: Int
        /// The first text in quotation marks or backticks that follows on the line; nil when there is none.
        var quote: String?
        /// What stands on the same line before the citation, back to the one before it.
        var before: String
        /// What stands on the same line after the citation, up to the next one.
        var after: String
    }

    static func mentions(in answer: String) -> [Mention] {
        answer.split(separator: "\n").flatMap { mentions(inLine: $0) }
    }

    private static func mentions(inLine line: Substring) -> [Mention] {
        let found = line.matches(of: pattern).filter { $0.1.contains { $0.isLetter } }
        var mentions: [Mention] = []
        var previous = line.startIndex
        for (index, match) in found.enumerated() {
            defer { previous = match.range.upperBound }
            guard let first = Int(match.2), first > 0 else { continue }
            let last = match.3 == ":" ? first : match.4.flatMap { Int($0) } ?? first
            let end = index + 1 < found.count ? found[index + 1].range.lowerBound : line.endIndex
            let (further, after) = furtherLines(in: line[match.range.upperBound..<end])
            let mention = Mention(
                path: String(match.1), line: first, endLine: max(first, last), quote: quote(in: after),
                before: String(line[previous..<match.range.lowerBound]), after: String(after))
            mentions.append(mention)
            for range in further {
                var other = mention
                (other.line, other.endLine, other.quote) = (range.lowerBound, range.upperBound, nil)
                mentions.append(other)
            }
        }
        return mentions
    }

    /// In use: path:12, path:12-15, path:12:5 (a column), path#L12-L15, "path, line 12", "path (lines 12-15)",
    /// "**path** line 12".
    nonisolated(unsafe) private static let pattern =
        /([^\s`"'()\[\]{}<>*|,;:]+)(?:`|\*\*)?(?::L?|#L|,? lines? |\s\(lines? )(\d{1,8})(?:(-|–|-L|:)(\d{1,8}))?(?![A-Za-z0-9_])/

    /// The lines named after the first, as in `path:12, 15 and 20-22`, and what follows them.
    private static func furtherLines(in text: Substring) -> (ranges: [ClosedRange<Int>], rest: Substring) {
        var ranges: [ClosedRange<Int>] = []
        var rest = text
        while let match = rest.prefixMatch(
            of: /(?:,| and|, and) ?(\d{1,8})(?:[-–](\d{1,8}))?(?=[,.;:)\]`]|\s*$| and \d)/),
            let first = Int(match.1), first > 0
        {
            ranges.append(first...max(first, match.2.flatMap { Int($0) } ?? first))
            rest = rest[match.range.upperBound...]
        }
        return (ranges, rest)
    }

    private static func quote(in text: Substring) -> String? {
        var rest = text
        // The mark that closes `path:12` itself is not the start of a quote.
        if let first = rest.first, "`\"”'".contains(first) { rest = rest.dropFirst() }
        guard let start = rest.firstIndex(where: { "`\"“".contains($0) }) else { return nil }
        let mark = rest[start]
        let opening = rest[start...].prefix { $0 == mark }
        let body = rest[opening.endIndex...]
        let closing = mark == "“" ? "”" : String(opening)
        guard let end = body.firstRange(of: closing)?.lowerBound else { return nil }
        let quote = body[..<end].trimmed
        return quote.isEmpty ? nil : quote
    }
}
