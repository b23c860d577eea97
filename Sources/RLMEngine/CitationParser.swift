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
        let numbers = LineNumbers()
        return answer.split { $0 == "\n" || $0 == "\r\n" }.flatMap { mentions(inLine: $0, numbers) }
    }

    private static func mentions(inLine line: Substring, _ numbers: LineNumbers) -> [Mention] {
        let found = places(inLine: line, numbers).filter { $0.path.contains { $0.isLetter } }
        var mentions: [Mention] = []
        var previous = line.startIndex
        for (index, place) in found.enumerated() {
            defer { previous = place.end }
            guard place.first > 0 else { continue }
            let end = index + 1 < found.count ? found[index + 1].path.startIndex : line.endIndex
            let (further, after) = furtherLines(in: line[place.end..<end])
            let mention = Mention(
                path: String(place.path), line: place.first, endLine: max(place.first, place.last),
                quote: quote(in: after), before: String(line[previous..<place.path.startIndex]), after: String(after))
            mentions.append(mention)
            for range in further {
                var other = mention
                (other.line, other.endLine, other.quote) = (range.lowerBound, range.upperBound, nil)
                mentions.append(other)
            }
        }
        return mentions
    }

    /// A path in a line with the numbers behind it.
    private struct Place {
        var path: Substring
        var first: Int
        var last: Int
        /// Where the numbers end.
        var end: Substring.Index
    }

    /// Looks at each run of a path's characters once, so that a line of any length takes time in proportion to it.
    private static func places(inLine line: Substring, _ numbers: LineNumbers) -> [Place] {
        var places: [Place] = []
        var rest = line
        while let start = rest.firstIndex(where: isPathCharacter) {
            let run = rest[start...].prefix(while: isPathCharacter)
            // The mark of `path#L12` may stand in a path as well.
            let marked = run.lastIndex(of: "#").map { run[..<$0] }
            let paths = [run, marked ?? ""].lazy.filter { !$0.isEmpty }
            let place = paths.compactMap { path in
                numbers.read(rest[path.endIndex...]).map {
                    Place(path: path, first: $0.first, last: $0.last, end: $0.end)
                }
            }.first
            if let place { places.append(place) }
            rest = rest[(place?.end ?? run.endIndex)...]
        }
        return places
    }

    private static func isPathCharacter(_ character: Character) -> Bool {
        !character.isWhitespace && !"`\"'()[]{}<>*|,;:".contains(character)
    }

    /// The lines named after the first, as in `path:12, 15 and 20-22`, and what follows them.
    private static func furtherLines(in text: Substring) -> (ranges: [ClosedRange<Int>], rest: Substring) {
        let pattern = /(?:,| and|, and) ?(\d{1,8})(?:[-–](\d{1,8}))?(?=[,.;:)\]`]|\s*$| and \d)/
        var ranges: [ClosedRange<Int>] = []
        var rest = text
        while let match = rest.prefixMatch(of: pattern), let first = Int(match.1), first > 0 {
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
