import Glibc
import Posix

/// A large text on its way into the corpus: written as it comes, checked on the way, decoded in place at the end.
///
/// Its bytes lie in the corpus's memory file only.
struct StreamedText {
    private var characters = 0
    /// False once the bytes are known not to be plain UTF-8 without NUL.
    private var isPlain = true
    private var isFirst = true
    /// The beginning of a character that the last piece ended in.
    private var carry: [UInt8] = []
    private var lastByte: UInt8 = 0

    /// Adds a piece; the first holds at least 8 kB or all there is.
    /// - Returns: false when the bytes are no text; the caller then abandons the file.
    mutating func take(_ piece: UnsafeRawBufferPointer, _ writer: inout CorpusWriter) throws(CorpusError) -> Bool {
        var rest = piece
        if isFirst {
            isFirst = false
            switch ByteOrderMark.detect(piece) {
            case (.utf8, let length)?: rest = UnsafeRawBufferPointer(rebasing: piece[length...])
            case .some: isPlain = false
            case nil: if BinarySignature.isBinary(piece) { return false }
            }
        }
        if isPlain { check(rest) }
        lastByte = rest.last ?? lastByte
        try writer.append(rest)
        return true
    }

    /// Ends the text.
    /// - Returns: false when the bytes are no text; the caller then abandons the file.
    mutating func finish(_ writer: inout CorpusWriter) throws(CorpusError) -> Bool {
        if isPlain, carry.isEmpty {
            try writer.end(characters: characters, endsInNewline: lastByte == UInt8(ascii: "\n"))
            return true
        }
        var found: TextSurvey?
        let count = writer.openCount
        try writer.rewrite(room: 0) { bytes in
            found = TextSurvey(UnsafeRawBufferPointer(bytes))
            return count
        }
        guard let survey = found else { return false }
        let gap = TextDecoder.gap(survey, inputCount: count)
        var endsInNewline = false
        try writer.rewrite(room: max(gap, survey.outputCount - count)) { bytes in
            if gap > 0, let base = bytes.baseAddress { memmove(base + gap, base, count) }
            let input = UnsafeRawBufferPointer(rebasing: bytes[gap..<gap + count])
            TextDecoder.decode(input, survey, into: bytes)
            endsInNewline = survey.outputCount > 0 && bytes[survey.outputCount - 1] == UInt8(ascii: "\n")
            return survey.outputCount
        }
        try writer.end(characters: survey.characterCount, endsInNewline: endsInNewline)
        return true
    }

    private mutating func check(_ piece: UnsafeRawBufferPointer) {
        guard let base = piece.baseAddress else { return }
        if carry.isEmpty, CharacterCount.isPlainASCII(piece) {
            characters += piece.count
            return
        }
        if memchr(base, 0, piece.count) != nil {
            isPlain = false
            return
        }
        var start = 0
        if !carry.isEmpty {
            // Completes the character that was cut; three more bytes always do.
            let begun = carry.count
            carry += piece.prefix(4 - begun)
            let whole = carry.withUnsafeBytes { UTF8Text.wholeCharacters($0) }
            if whole == 0 && carry.count < 4 { return }
            guard whole > 0, carry.withUnsafeBytes({ UTF8Pieces.firstError(.init(rebasing: $0[..<whole])) }) == nil
            else {
                isPlain = false
                return
            }
            characters += carry.withUnsafeBytes { CharacterCount.of(.init(rebasing: $0[..<whole])) }
            start = whole - begun
            carry = []
        }
        let body = UnsafeRawBufferPointer(rebasing: piece[start...])
        let whole = UnsafeRawBufferPointer(rebasing: body[..<UTF8Text.wholeCharacters(body)])
        if UTF8Pieces.firstError(whole) != nil { isPlain = false }
        characters += CharacterCount.of(whole)
        carry = [UInt8](body[whole.count...])
    }
}
