/// A word or a sign of Swift code.
struct SwiftToken: Sendable, Equatable {
    /// A name or keyword whole; any other sign alone.
    let text: String
    let range: Range<Int>

    /// The tokens of a file's code; a string is one token, comments are none.
    static func tokens(of file: SourceFile) -> [SwiftToken] {
        var tokens: [SwiftToken] = []
        for segment in SourceScanner.segments(of: file) ?? [] {
            switch segment.kind {
            case .comment: break
            case .string: tokens.append(SwiftToken(text: "\"", range: segment.range))
            case .code: tokens += code(file, segment.range)
            }
        }
        return tokens
    }

    private static func code(_ file: SourceFile, _ range: Range<Int>) -> [SwiftToken] {
        var tokens: [SwiftToken] = []
        var index = range.lowerBound
        while index < range.upperBound {
            let start = index
            if isName(file.bytes[index]) {
                while index < range.upperBound, isName(file.bytes[index]) { index += 1 }
            } else {
                index += 1
            }
            if ![9, 10, 13, 32].contains(file.bytes[start]) {
                tokens.append(SwiftToken(text: file.text(start..<index), range: start..<index))
            }
        }
        return tokens
    }

    static func isName(_ byte: UInt8) -> Bool {
        Prose.isLetter(byte) || byte == UInt8(ascii: "_") || byte >= 128
            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
