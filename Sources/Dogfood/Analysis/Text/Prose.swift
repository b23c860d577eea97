/// What a file says to people: its text with all else blanked out, so that every offset stays what it was.
struct Prose {
    enum Source { case comments, strings }

    let file: SourceFile
    /// As long as the file; white space wherever no prose stands.
    private(set) var bytes: [UInt8]

    /// Nil for a kind of file that is not known.
    init?(of file: SourceFile, from source: Source) {
        guard let segments = SourceScanner.segments(of: file) else { return nil }
        self.file = file
        bytes = file.bytes.map { $0 == Self.newline ? $0 : Self.space }
        for segment in segments {
            switch (segment.kind, source) {
            case (.comment, .comments): show(segment.range)
            case (.string, .strings) where Self.isSentence(file.bytes[segment.range]): show(segment.range)
            default: break
            }
        }
        guard source == .comments else { return }
        hideExamples(indented: SourceLanguage(of: file)?.isProse == true)
        hideQuotedCode()
        hideNamesOfParameters()
        hideAddresses()
    }

    private static let newline = UInt8(ascii: "\n")
    private static let space = UInt8(ascii: " ")
    private static let tick = UInt8(ascii: "`")

    /// A string for people has at least three words, and no more signs than a text would.
    private static func isSentence(_ text: ArraySlice<UInt8>) -> Bool {
        let words = text.split(separator: space).filter { $0.count > 1 && $0.allSatisfy(isLetterOrPunctuation) }
        return words.count >= 3
    }

    private static func isLetterOrPunctuation(_ byte: UInt8) -> Bool {
        isLetter(byte) || byte >= 128 || ".,:;!?'\"()-".utf8.contains(byte)
    }

    static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 32)
    }

    private mutating func show(_ range: Range<Int>) {
        bytes.replaceSubrange(range, with: file.bytes[range])
    }

    private mutating func hide(_ range: Range<Int>) {
        for index in range where bytes[index] != Self.newline { bytes[index] = Self.space }
    }

    /// Fenced blocks, and in a text the blocks that are indented.
    private mutating func hideExamples(indented: Bool) {
        var isFenced = false
        var followsBlank = true
        var isBlock = false
        for line in 1...file.lineCount {
            let range = file.range(ofLine: line)
            let text = bytes[range].drop { [9, 32].contains($0) || "/*!#".utf8.contains($0) && !indented }
            let content = text.drop { $0 == Self.space }
            let isBlank = content.allSatisfy { $0 == Self.newline || $0 == 13 }
            if content.starts(with: "```".utf8) || content.starts(with: "~~~".utf8) {
                isFenced.toggle()
                hide(range)
            } else if isFenced {
                hide(range)
            } else if indented {
                let depth = bytes[range].prefix { $0 == Self.space }.count
                let isItem = content.first.map { "-*+0123456789".utf8.contains($0) } ?? false
                if !isBlank { isBlock = depth >= 4 && !isItem && (isBlock || followsBlank) }
                if isBlock { hide(range) }
            }
            followsBlank = isBlank
        }
    }

    /// `` `like this` ``, within a line.
    private mutating func hideQuotedCode() {
        var open: Int?
        for index in bytes.indices {
            if bytes[index] == Self.newline { open = nil }
            guard bytes[index] == Self.tick else { continue }
            if let start = open {
                hide(start..<index + 1)
                open = nil
            } else {
                open = index
            }
        }
    }

    /// `- parameter name:` and `- name:`, which spell a name as the code does or should.
    private mutating func hideNamesOfParameters() {
        for line in 1...file.lineCount {
            let text = bytes[file.range(ofLine: line)].drop { $0 == Self.space || "/*".utf8.contains($0) }
            guard text.first == UInt8(ascii: "-"), let colon = text.firstIndex(of: UInt8(ascii: ":")) else { continue }
            let words = text[..<colon].dropFirst().split(separator: Self.space)
            let isParameter = words.first.map {
                $0.elementsEqual("parameter".utf8) || $0.elementsEqual("Parameter".utf8)
            }
            if words.count == 1 || words.count == 2 && isParameter == true { hide(text.startIndex..<colon) }
        }
    }

    /// Words that hold what only addresses, paths, marks and code hold.
    private mutating func hideAddresses() {
        var start = 0
        for index in 0...bytes.count {
            guard index == bytes.count || bytes[index] == Self.space || bytes[index] == Self.newline else { continue }
            if bytes[start..<index].contains(where: { "/@\\_<>=#$%&|{}[]".utf8.contains($0) }) { hide(start..<index) }
            start = index + 1
        }
    }
}
