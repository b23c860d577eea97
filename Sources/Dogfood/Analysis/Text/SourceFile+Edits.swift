extension SourceFile {
    /// A part of the file and what is to stand in its place.
    package struct Replacement: Sendable, Equatable {
        package var range: Range<Int>
        package var text: String

        package init(range: Range<Int>, text: String) {
            self.range = range
            self.text = text
        }
    }

    /// The edits that make all replacements, each with whole lines as context, as many as it takes to be unique.
    /// - Parameter replacements: in any order, none overlapping another.
    package func edits(_ replacements: [Replacement]) -> [Edit] {
        let sorted = replacements.sorted { $0.range.lowerBound < $1.range.lowerBound }
        var groups: [[Replacement]] = []
        for replacement in sorted {
            let isNear = groups.last?.last.map {
                line(at: replacement.range.lowerBound) - line(at: $0.range.upperBound) <= Self.nearLines
            }
            if isNear == true {
                groups[groups.count - 1].append(replacement)
            } else {
                groups.append([replacement])
            }
        }
        return groups.map(edit)
    }

    /// Changes that are no farther apart than this share an edit.
    private static let nearLines = 8

    private func edit(_ group: [Replacement]) -> Edit {
        var first = line(at: group[0].range.lowerBound)
        var last = line(at: max(group[0].range.lowerBound, group[group.count - 1].range.upperBound - 1))
        var span: Range<Int> { range(ofLine: first).lowerBound..<range(ofLine: last).upperBound }
        while first > 1 || last < lineCount, !isUnique(bytes[span]) {
            first = max(1, first - 1)
            last = min(lineCount, last + 1)
        }
        var after: [UInt8] = []
        var position = span.lowerBound
        for replacement in group {
            after += bytes[position..<replacement.range.lowerBound]
            after += replacement.text.utf8
            position = replacement.range.upperBound
        }
        after += bytes[position..<span.upperBound]
        return Edit(
            path: path, kind: .replace(search: text(span), replacement: String(decoding: after, as: UTF8.self)))
    }

    private func isUnique(_ part: ArraySlice<UInt8>) -> Bool {
        let lines = part.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        guard let first = lines.first, !first.isEmpty || lines.count > 2 else { return false }
        var count = 0
        var start = 0
        while start + part.count <= bytes.count {
            if bytes[start] == part.first, bytes[start..<start + part.count] == part { count += 1 }
            if count > 1 { return false }
            start += 1
        }
        return count == 1
    }
}
