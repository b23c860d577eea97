import Glibc

/// Turns bytes into UTF-8, as a survey of them says.
///
/// Byte order marks are dropped. UTF-16 and UTF-32 are known by their marks. What is not valid UTF-8 is Windows-1252
/// (which holds Latin-1) when it looks like it; else each broken byte sequence becomes U+FFFD. So does a NUL, which
/// text can hold only after its first 8 kB (before, the file counts as binary).
enum TextDecoder {
    /// The characters of bytes 0x80 to 0x9F; those that Windows does not define stand for themselves.
    static let windows1252: [UInt16] = [
        0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x008D,
        0x017D, 0x008F, 0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A,
        0x0153, 0x009D, 0x017E, 0x0178,
    ]

    /// Bytes that have to lie free before the input when output is written over it from the front.
    static func gap(_ survey: TextSurvey, inputCount: Int) -> Int {
        switch survey.encoding {
        case .utf8, .utf32: 0
        // Every byte grows or stays, so the output is never ahead of the input at the end of the room.
        case .windows1252, .brokenUTF8: max(0, survey.outputCount - inputCount)
        // Two bytes become at most three.
        case .utf16: inputCount / 2 + 4
        }
    }

    /// Writes `input` as UTF-8 to the start of `output`, which may overlap it as far as `gap` allows.
    ///
    /// `input` is what was surveyed, its mark included.
    static func decode(
        _ input: UnsafeRawBufferPointer, _ survey: TextSurvey, into output: UnsafeMutableRawBufferPointer
    ) {
        let body = UnsafeRawBufferPointer(rebasing: input[survey.markLength...])
        var sink = UTF8Sink(output)
        switch survey.encoding {
        case .utf8: sink.append(body)
        case .brokenUTF8: appendPieces(of: body, to: &sink)
        case .windows1252: appendWindows1252(body, to: &sink)
        case .utf16(let bigEndian): append(UTF16Units(body, bigEndian: bigEndian), to: &sink)
        case .utf32(let bigEndian): append(UTF32Units(body, bigEndian: bigEndian), to: &sink)
        }
        precondition(sink.count == survey.outputCount, "a text's survey and its decoding differ")
    }

    private static func appendPieces(of bytes: UnsafeRawBufferPointer, to sink: inout UTF8Sink) {
        var pieces = UTF8Pieces(bytes)
        while let piece = pieces.next() {
            switch piece {
            case .valid(let range): sink.append(UnsafeRawBufferPointer(rebasing: bytes[range]))
            case .broken: sink.append("\u{FFFD}")
            }
        }
    }

    private static func appendWindows1252(_ bytes: UnsafeRawBufferPointer, to sink: inout UTF8Sink) {
        for byte in bytes {
            let value = 0x80..<0xA0 ~= byte ? windows1252[Int(byte) - 0x80] : UInt16(byte)
            sink.append(Unicode.Scalar(value) ?? "\u{FFFD}")
        }
    }

    private static func append(_ units: some WideUnits, to sink: inout UTF8Sink) {
        var units = units
        while let scalar = units.next() { sink.append(scalar ?? "\u{FFFD}") }
    }
}

/// Writes UTF-8 to memory, front to back.
private struct UTF8Sink {
    private let output: UnsafeMutableRawBufferPointer
    private(set) var count = 0

    init(_ output: UnsafeMutableRawBufferPointer) {
        self.output = output
    }

    mutating func append(_ bytes: UnsafeRawBufferPointer) {
        precondition(count + bytes.count <= output.count)
        if let source = bytes.baseAddress, let target = output.baseAddress {
            memmove(target + count, source, bytes.count)
        }
        count += bytes.count
    }

    mutating func append(_ scalar: Unicode.Scalar) {
        for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter {
            output[count] = byte
            count += 1
        }
    }
}
