import CPosix

/// Counts characters of UTF-8 fast, in builds without optimization too.
package enum CharacterCount {
    /// How many Unicode scalars start in `bytes`.
    package static func of(_ bytes: UnsafeRawBufferPointer) -> Int {
        cposix_count_characters(bytes.baseAddress, bytes.count)
    }
}
