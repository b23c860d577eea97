import CPosix

/// Counts characters of UTF-8 fast, in builds without optimization too.
package enum CharacterCount {
    /// True when each byte is a character of ASCII, and none is NUL.
    package static func isPlainASCII(_ bytes: UnsafeRawBufferPointer) -> Bool {
        cposix_is_plain_ascii(bytes.baseAddress, bytes.count) != 0
    }

    /// How many Unicode scalars start in `bytes`.
    package static func of(_ bytes: UnsafeRawBufferPointer) -> Int {
        cposix_count_characters(bytes.baseAddress, bytes.count)
    }
}
