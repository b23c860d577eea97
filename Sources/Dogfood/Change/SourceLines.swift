/// The lines of a text, as places in its bytes.
struct SourceLines: Sendable {
    let bytes: [UInt8]
    /// What stands on each line, without the newline at its end; a last line that is empty does not count.
    let lines: [Range<Int>]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        var lines: [Range<Int>] = []
        var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        for (index, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") {
            lines.append(start..<index)
            start = index + 1
        }
        if start < bytes.count { lines.append(start..<bytes.count) }
        self.lines = lines
    }

    init(_ text: String) { self.init(Array(text.utf8)) }

    var count: Int { lines.count }

    subscript(line: Int) -> ArraySlice<UInt8> { bytes[lines[line]] }

    /// Where the next line begins.
    func end(of line: Int) -> Int { min(lines[line].upperBound + 1, bytes.count) }

    /// The number of the line, from 0, that a byte stands on.
    func line(at offset: Int) -> Int {
        var low = 0
        var high = lines.count
        while low < high {
            let middle = (low + high) / 2
            if end(of: middle) <= offset { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// True when every line ends in a carriage return.
    var hasCarriageReturns: Bool {
        !lines.isEmpty && lines.allSatisfy { $0.upperBound == bytes.count || bytes[$0].last == UInt8(ascii: "\r") }
            && bytes.contains(UInt8(ascii: "\r"))
    }

    /// All lines, without line ends.
    var all: [[UInt8]] { lines.map { [UInt8](bytes[$0]) } }
}

extension UInt8 {
    var isBlank: Bool { self == UInt8(ascii: " ") || self == UInt8(ascii: "\t") || self == UInt8(ascii: "\r") }
}

extension Collection<UInt8> where Self: BidirectionalCollection, SubSequence: BidirectionalCollection {
    var isBlank: Bool { allSatisfy(\.isBlank) }

    /// Without white space at the end.
    var withoutTrailingBlanks: SubSequence {
        var end = endIndex
        while end > startIndex, self[index(before: end)].isBlank { end = index(before: end) }
        return self[startIndex..<end]
    }
}
