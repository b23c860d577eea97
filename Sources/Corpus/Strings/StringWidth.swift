import CPosix

/// How Python keeps the characters of a string: by the widest of them.
package enum StringWidth: UInt8, Sendable {
    case ascii = 0
    /// Up to U+00FF.
    case latin1 = 1
    /// Up to U+FFFF.
    case twoBytes = 2
    case fourBytes = 4

    /// - Parameter largestByte: the largest byte of the text as UTF-8, where the first byte of a character says how
    ///   many follow and those that follow are smaller.
    init(largestByte: UInt8) {
        switch largestByte {
        case ..<0x80: self = .ascii
        case ...0xC3: self = .latin1
        case ...0xEF: self = .twoBytes
        default: self = .fourBytes
        }
    }

    /// Bytes of a character.
    var bytes: Int { max(1, Int(rawValue)) }
}
