/// Looks for a search text in a file, tier by tier; a match counts only when it is the one match of its tier.
struct SearchMatcher: Sendable {
    let file: SourceLines

    func find(_ search: String, replacement: String) -> SearchResult {
        let bytes = Array(search.utf8)
        let starts = search.utf8.last == UInt8(ascii: "\n") ? wholeLines(bytes) : occurrences(bytes)
        if starts.count > 1 { return .several(starts.map { file.line(at: $0) + 1 }, .exact) }
        if let start = starts.first {
            return .found(
                SearchMatch(
                    tier: .exact, range: start..<start + bytes.count, replacement: Array(replacement.utf8)))
        }
        // A part of a line is either there or not.
        guard search.utf8.last == UInt8(ascii: "\n"), !bytes.allSatisfy({ $0.isBlank || $0 == UInt8(ascii: "\n") })
        else { return .nowhere }
        let block = SourceLines(search).all
        for tier in MatchTier.allCases.dropFirst() {
            let result = find(block, SourceLines(replacement).all, tier)
            if result != .nowhere { return result }
        }
        return .nowhere
    }

    /// Where the bytes stand at the beginning of a line.
    private func wholeLines(_ wanted: [UInt8]) -> [Int] {
        file.lines.map(\.lowerBound).filter { file.bytes[$0...].starts(with: wanted) }
    }

    private func occurrences(_ wanted: [UInt8]) -> [Int] {
        guard let first = wanted.first, wanted.count <= file.bytes.count else { return [] }
        return (0...file.bytes.count - wanted.count).filter {
            file.bytes[$0] == first && file.bytes[$0...].starts(with: wanted)
        }
    }

    private func find(_ search: [[UInt8]], _ replacement: [[UInt8]], _ tier: MatchTier) -> SearchResult {
        let text = LineForm(file.all, tier: tier)
        let wanted = LineForm(search, tier: tier)
        let count = wanted.lines.count
        guard count > 0, count <= text.lines.count else { return .nowhere }
        let windows = (0...text.lines.count - count).map { $0..<$0 + count }.filter { isMatch($0, text, wanted) }
        guard let window = windows.first else { return .nowhere }
        guard windows.count == 1 else { return .several(windows.map { text.lines[$0.lowerBound].index + 1 }, tier) }
        let first = text.lines[window.lowerBound].index
        let last = text.lines[window.upperBound - 1].index
        let shift = IndentationShift(from: wanted.indentation(0..<count), to: text.indentation(window))
        let splice = LineSplice(
            file: file, lines: first...last, search: search, replacement: replacement, shift: shift,
            isLineByLine: tier != .blankLines)
        return splice.match(tier).map { .found($0) } ?? .nowhere
    }

    private func isMatch(_ window: Range<Int>, _ text: LineForm, _ wanted: LineForm) -> Bool {
        let everything = 0..<wanted.lines.count
        guard wanted.tier != .trailingSpace else {
            return zip(text.lines[window], wanted.lines).allSatisfy { $0.text == $1.text }
        }
        let unindented = zip(text.lines[window], wanted.lines).allSatisfy {
            $0.text.drop(while: \.isBlank).elementsEqual($1.text.drop(while: \.isBlank))
        }
        guard unindented else { return false }
        let (theirs, ours) = (text.indentation(window).count, wanted.indentation(everything).count)
        return zip(text.lines[window], wanted.lines).allSatisfy { $0.text.dropFirst(theirs) == $1.text.dropFirst(ours) }
    }
}
