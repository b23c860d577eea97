extension Prose {
    /// Where a word stands on a line as a word of its own, not as a part of a name or an example.
    func occurrences(of word: String, onLine line: Int) -> [Range<Int>] {
        let word = Array(word.utf8)
        let range = file.range(ofLine: line)
        guard word.count >= 4, word.dropFirst().allSatisfy({ $0 >= UInt8(ascii: "a") || $0 == UInt8(ascii: "'") })
        else { return [] }
        return range.compactMap { start in
            let end = start + word.count
            guard end <= range.upperBound, bytes[start] == word[0], bytes[start..<end].elementsEqual(word),
                start == range.lowerBound || Self.mayPrecede.contains(bytes[start - 1]),
                mayFollow(end, range.upperBound)
            else { return nil }
            return start..<end
        }
    }

    /// What stands after a word of a sentence: white space or punctuation that ends there.
    private func mayFollow(_ end: Int, _ lineEnd: Int) -> Bool {
        guard end < lineEnd else { return true }
        if [9, 10, 13, 32].contains(bytes[end]) { return true }
        guard ".,:;!?)\"".utf8.contains(bytes[end]) else { return false }
        return end + 1 >= lineEnd || !Self.isLetter(bytes[end + 1])
    }

    private static let mayPrecede = Set(" \t(\"".utf8)
}

extension Prose {
    /// All runs of letters, in order.
    var words: [Range<Int>] {
        var words: [Range<Int>] = []
        var start: Int?
        for index in 0...bytes.count {
            if index < bytes.count, Self.isLetter(bytes[index]) || bytes[index] >= 128 {
                start = start ?? index
            } else if let begin = start {
                words.append(begin..<index)
                start = nil
            }
        }
        return words
    }

    /// True when nothing but white space and, after a line break, the marks of a comment stands there.
    func isGap(_ range: Range<Int>) -> Bool {
        guard !range.isEmpty else { return false }
        var hasBroken = false
        var breaks = 0
        for index in range {
            switch file.bytes[index] {
            case UInt8(ascii: "\n"):
                hasBroken = true
                breaks += 1
            case 9, 13, 32: break
            case UInt8(ascii: "/"), UInt8(ascii: "*"), UInt8(ascii: "#"), UInt8(ascii: "!"):
                if !hasBroken { return false }
            default: return false
            }
        }
        // An empty line ends a sentence.
        return breaks < 2
    }
}
