/// Finds the targets of links and images in a Markdown document.
enum MarkdownLinks {
    /// Where the targets stand; those in examples and code are left out.
    static func links(in file: SourceFile) -> [Range<Int>] {
        var found: [Range<Int>] = []
        var isFenced = false
        for line in 1...file.lineCount {
            let range = file.range(ofLine: line)
            let content = file.bytes[range].drop { $0 == UInt8(ascii: " ") }
            if content.starts(with: "```".utf8) || content.starts(with: "~~~".utf8) { isFenced.toggle() }
            if !isFenced { found += targets(in: file.bytes, range) }
        }
        return found
    }

    private static func targets(in bytes: [UInt8], _ range: Range<Int>) -> [Range<Int>] {
        var found: [Range<Int>] = []
        var inCode = false
        var index = range.lowerBound
        while index + 1 < range.upperBound {
            if bytes[index] == UInt8(ascii: "`") { inCode.toggle() }
            if !inCode, bytes[index] == UInt8(ascii: "]"), bytes[index + 1] == UInt8(ascii: "(") {
                let start = index + 2
                let end = bytes[start..<range.upperBound].firstIndex { ") \t\n".utf8.contains($0) }
                if let end, end > start { found.append(start..<end) }
            }
            index += 1
        }
        return found
    }
}
