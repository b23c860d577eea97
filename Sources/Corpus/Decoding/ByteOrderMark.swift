/// The mark that text may begin with to tell its encoding.
enum ByteOrderMark {
    /// The encoding and the mark's length; nil when there is no mark.
    static func detect(_ bytes: UnsafeRawBufferPointer) -> (encoding: TextEncoding, length: Int)? {
        // UTF-32 first: its little-endian mark begins like that of UTF-16.
        if starts(bytes, [0xFF, 0xFE, 0, 0]) { return (.utf32(bigEndian: false), 4) }
        if starts(bytes, [0, 0, 0xFE, 0xFF]) { return (.utf32(bigEndian: true), 4) }
        if starts(bytes, [0xEF, 0xBB, 0xBF]) { return (.utf8, 3) }
        if starts(bytes, [0xFF, 0xFE]) { return (.utf16(bigEndian: false), 2) }
        if starts(bytes, [0xFE, 0xFF]) { return (.utf16(bigEndian: true), 2) }
        return nil
    }

    private static func starts(_ bytes: UnsafeRawBufferPointer, _ mark: [UInt8]) -> Bool {
        bytes.count >= mark.count && bytes.prefix(mark.count).elementsEqual(mark)
    }
}
