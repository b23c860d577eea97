/// How bytes stand for text.
enum TextEncoding: Sendable, Equatable {
    /// Valid UTF-8 without NUL: taken as it is.
    case utf8
    /// UTF-8 with broken bytes or NULs, each of which becomes U+FFFD.
    case brokenUTF8
    /// Latin-1 with Windows' additions between 0x80 and 0x9F.
    case windows1252
    case utf16(bigEndian: Bool)
    case utf32(bigEndian: Bool)
}
