/// Tells from the first bytes of a file that it is no text.
enum BinarySignature {
    /// Bytes that are looked at.
    static let window = 8192

    /// Beginnings of formats that may hold no NUL near their start.
    private static let beginnings: [[UInt8]] = [
        Array("%PDF-".utf8), Array("PK\u{3}\u{4}".utf8), Array("PK\u{5}\u{6}".utf8), Array("GIF87a".utf8),
        Array("GIF89a".utf8), Array("OggS".utf8), Array("fLaC".utf8), Array("ID3".utf8), Array("wOFF".utf8),
        Array("wOF2".utf8), Array("BZh".utf8), Array("Rar!".utf8), Array("!<arch>\n".utf8), Array("RIFF".utf8),
        Array("SQLite format 3".utf8), [0x7F] + Array("ELF".utf8), [0x89] + Array("PNG".utf8), [0xFF, 0xD8, 0xFF],
        [0x1F, 0x8B], [0x1F, 0x9D], [0xFD] + Array("7zXZ".utf8), [0x28, 0xB5, 0x2F, 0xFD],
        Array("7z".utf8) + [0xBC, 0xAF],
        [0xCA, 0xFE, 0xBA, 0xBE], [0xCF, 0xFA, 0xED, 0xFE], [0xCE, 0xFA, 0xED, 0xFE], Array("PACK".utf8) + [0, 0, 0],
        Array("DIRC".utf8) + [0, 0, 0],
    ]

    /// True when there is no byte order mark, but a NUL byte in the first 8 kB or a well-known beginning.
    static func isBinary(beginning bytes: UnsafeRawBufferPointer) -> Bool {
        ByteOrderMark.detect(bytes) == nil && isBinary(bytes)
    }

    /// The same of what stands behind a byte order mark, or of bytes that have none.
    static func isBinary(_ bytes: UnsafeRawBufferPointer) -> Bool {
        let head = bytes.prefix(window)
        return head.contains(0) || beginnings.contains { head.starts(with: $0) }
    }
}
