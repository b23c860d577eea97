/// Tells comments and strings from code, well enough to never take code for a comment.
struct SourceScanner {
    private let bytes: [UInt8]
    private let language: SourceLanguage
    private var position = 0
    private var codeStart = 0
    private var segments: [SourceSegment] = []

    /// The segments of a file, in order and without gaps; a file for people is one comment. Nil for unknown kinds.
    static func segments(of file: SourceFile) -> [SourceSegment]? {
        guard let language = SourceLanguage(of: file) else { return nil }
        if language.isProse { return [SourceSegment(kind: .comment, range: 0..<file.bytes.count)] }
        var scanner = SourceScanner(bytes: file.bytes, language: language)
        scanner.scanCode(untilParenthesis: false)
        scanner.endCode()
        return scanner.segments
    }

    private init(bytes: [UInt8], language: SourceLanguage) {
        self.bytes = bytes
        self.language = language
    }

    /// Scans code to the end of the file, or past the `)` that closes an interpolation.
    private mutating func scanCode(untilParenthesis: Bool) {
        var depth = 0
        while position < bytes.count {
            if scanComment() || scanString() { continue }
            let byte = bytes[position]
            position += 1
            guard untilParenthesis else { continue }
            if byte == UInt8(ascii: "(") { depth += 1 }
            if byte == UInt8(ascii: ")") {
                if depth == 0 { return }
                depth -= 1
            }
        }
    }

    private mutating func scanComment() -> Bool {
        if let mark = language.lineComment, starts(with: mark), beginsWord(mark) {
            let start = position
            while position < bytes.count, bytes[position] != UInt8(ascii: "\n") { position += 1 }
            add(.comment, from: start)
            return true
        }
        guard language.hasBlockComments, starts(with: "/*") else { return false }
        let start = position
        var depth = 0
        repeat {
            if starts(with: "/*"), depth == 0 || language.nestsBlockComments {
                depth += 1
                position += 2
            } else if starts(with: "*/") {
                depth -= 1
                position += 2
            } else {
                position += 1
            }
        } while depth > 0 && position < bytes.count
        add(.comment, from: start)
        return true
    }

    /// `#` within a word, as in `${name#prefix}`, is no comment.
    private func beginsWord(_ mark: String) -> Bool {
        guard mark == "#", position > 0 else { return true }
        return [9, 10, 32].contains(bytes[position - 1])
    }

    private mutating func scanString() -> Bool {
        let byte = bytes[position]
        switch byte {
        case UInt8(ascii: "\""): break
        case UInt8(ascii: "'") where language.hasSingleQuotes: break
        case UInt8(ascii: "'"): return scanCharacter()
        case UInt8(ascii: "`") where language.hasBackticks: break
        case UInt8(ascii: "#") where language.isSwift: return scanRawString()
        default: return false
        }
        scanString(quote: byte, hashes: 0)
        return true
    }

    private mutating func scanRawString() -> Bool {
        var hashes = 0
        while position + hashes < bytes.count, bytes[position + hashes] == UInt8(ascii: "#") { hashes += 1 }
        guard position + hashes < bytes.count, bytes[position + hashes] == UInt8(ascii: "\"") else { return false }
        scanString(quote: UInt8(ascii: "\""), hashes: hashes)
        return true
    }

    /// One character in single quotes; anything else after `'`, such as a lifetime, is code.
    private mutating func scanCharacter() -> Bool {
        let start = position
        var end = position + 1
        guard end < bytes.count else { return false }
        let isEscaped = bytes[end] == UInt8(ascii: "\\")
        end += isEscaped ? 2 : 1
        while end < bytes.count, end - start < (isEscaped ? 12 : 6), bytes[end] != UInt8(ascii: "'") { end += 1 }
        guard end < bytes.count, bytes[end] == UInt8(ascii: "'") else { return false }
        position = end + 1
        add(.string, from: start)
        return true
    }

    private mutating func scanString(quote: UInt8, hashes: Int) {
        var start = position
        position += hashes
        let triple = [quote, quote, quote]
        let isLong = language.hasTripleQuotes && bytes[position...].starts(with: triple)
        let mark = (isLong ? triple : [quote]) + [UInt8](repeating: UInt8(ascii: "#"), count: hashes)
        let escape = [UInt8(ascii: "\\")] + [UInt8](repeating: UInt8(ascii: "#"), count: hashes)
        position += isLong ? 3 : 1
        while position < bytes.count {
            if bytes[position...].starts(with: mark) {
                position += mark.count
                break
            }
            if bytes[position] == UInt8(ascii: "\n"), !isLong, quote != UInt8(ascii: "`") { break }
            guard bytes[position...].starts(with: escape), quote != UInt8(ascii: "`") else {
                position += 1
                continue
            }
            position += escape.count
            guard language.isSwift, position < bytes.count, bytes[position] == UInt8(ascii: "(") else {
                position = min(position + 1, bytes.count)
                continue
            }
            add(.string, from: start)
            position += 1
            scanCode(untilParenthesis: true)
            endCode()
            start = position
        }
        add(.string, from: start)
    }

    private func starts(with text: String) -> Bool { bytes[position...].starts(with: text.utf8) }

    /// Ends the code before `start` and adds what goes from there to the position.
    private mutating func add(_ kind: SourceSegment.Kind, from start: Int) {
        if codeStart < start { segments.append(SourceSegment(kind: .code, range: codeStart..<start)) }
        if start < position { segments.append(SourceSegment(kind: kind, range: start..<position)) }
        codeStart = position
    }

    private mutating func endCode() {
        if codeStart < position { segments.append(SourceSegment(kind: .code, range: codeStart..<position)) }
        codeStart = position
    }
}
