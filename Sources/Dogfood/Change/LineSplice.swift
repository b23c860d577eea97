/// Puts lines into the place of others in the way that the file is written: its indentation, its line ends.
struct LineSplice: Sendable {
    let file: SourceLines
    /// The lines of the file that were found, from 0.
    let lines: ClosedRange<Int>
    let search: [[UInt8]]
    let replacement: [[UInt8]]
    let shift: IndentationShift
    /// True when each line found stands for one of the search.
    let isLineByLine: Bool

    /// Nil when the replacement cannot be indented like the file.
    func match(_ tier: MatchTier) -> SearchMatch? {
        // Lines that the edit does not change keep their own bytes.
        let (before, after) = isLineByLine ? unchanged : (0, 0)
        let fresh = isLineByLine ? replacement[before..<replacement.count - after] : trimmed(replacement)
        var text: [UInt8] = []
        let newline = lineEnd
        for line in fresh {
            guard let shifted = shift.apply(line) else { return nil }
            text += shifted.withoutCarriageReturn + newline
        }
        let first = lines.lowerBound + before
        let start = first < file.count ? file.lines[first].lowerBound : file.bytes.count
        let last = lines.upperBound - after
        let end = last < first ? start : file.end(of: last)
        if end == file.bytes.count, !text.isEmpty, file.bytes.last != UInt8(ascii: "\n") {
            text.removeLast(newline.count)
            if start == file.bytes.count { text = newline + text }
        }
        return SearchMatch(tier: tier, range: start..<end, replacement: text)
    }

    /// How many lines search and replacement have in common at their beginnings and ends.
    private var unchanged: (Int, Int) {
        let before = zip(search, replacement).prefix { $0 == $1 }.count
        let most = min(search.count, replacement.count) - before
        let after = zip(search.reversed(), replacement.reversed()).prefix { $0 == $1 }.count
        return (before, min(after, most))
    }

    /// Without empty lines at both ends, as the found lines have none there.
    private func trimmed(_ lines: [[UInt8]]) -> ArraySlice<[UInt8]> {
        var rest = lines.drop(while: \.isBlank)
        while let last = rest.last, last.isBlank { rest.removeLast() }
        return rest
    }

    private var lineEnd: [UInt8] {
        lines.contains { file[$0].last == UInt8(ascii: "\r") } ? Array("\r\n".utf8) : [UInt8(ascii: "\n")]
    }
}

extension [UInt8] {
    var withoutCarriageReturn: ArraySlice<UInt8> { last == UInt8(ascii: "\r") ? dropLast() : self[...] }
}
