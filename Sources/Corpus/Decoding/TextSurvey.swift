import Posix

/// What a first look at all bytes of a text tells: its encoding and the size it will have as UTF-8.
struct TextSurvey: Equatable {
    let encoding: TextEncoding
    /// Bytes of the byte order mark, which is dropped.
    let markLength: Int
    /// Bytes and characters of the text as UTF-8.
    let outputCount: Int
    let characterCount: Int

    /// Nil for bytes that are no text.
    ///
    /// Not valid as UTF-8, it is Windows-1252 (which holds Latin-1) when the broken bytes outnumber those of valid
    /// characters outside ASCII and the whole looks like that encoding; else broken bytes are replaced.
    init?(_ bytes: UnsafeRawBufferPointer) {
        let mark = ByteOrderMark.detect(bytes)
        let body = UnsafeRawBufferPointer(rebasing: bytes[(mark?.length ?? 0)...])
        markLength = mark?.length ?? 0
        switch mark?.encoding {
        case .utf16(let bigEndian):
            guard let size = WideText.size(UTF16Units(body, bigEndian: bigEndian)) else { return nil }
            (encoding, outputCount, characterCount) = (.utf16(bigEndian: bigEndian), size.bytes, size.characters)
        case .utf32(let bigEndian):
            guard let size = WideText.size(UTF32Units(body, bigEndian: bigEndian)) else { return nil }
            (encoding, outputCount, characterCount) = (.utf32(bigEndian: bigEndian), size.bytes, size.characters)
        default:
            if mark == nil, BinarySignature.isBinary(body) { return nil }
            guard let narrow = Self.narrow(body) else { return nil }
            (encoding, outputCount, characterCount) = narrow
        }
    }

    private static func narrow(_ bytes: UnsafeRawBufferPointer) -> (TextEncoding, Int, Int)? {
        var pieces = UTF8Pieces(bytes)
        var (validCount, characters, brokenPieces, brokenCount) = (0, 0, 0, 0)
        while let piece = pieces.next() {
            switch piece {
            case .valid(let range):
                validCount += range.count
                characters += CharacterCount.of(UnsafeRawBufferPointer(rebasing: bytes[range]))
            case .broken(let range):
                brokenPieces += 1
                brokenCount += range.count
            }
        }
        if brokenPieces == 0 { return (.utf8, bytes.count, characters) }
        let statistics = ByteStatistics(bytes)
        if statistics.looksBinary { return nil }
        let validHigh = statistics.high - brokenCount
        if statistics.looksLikeWindows1252, brokenCount > validHigh {
            return (.windows1252, bytes.count + statistics.windows1252Growth, bytes.count)
        }
        return (.brokenUTF8, validCount + 3 * brokenPieces, characters + brokenPieces)
    }
}
