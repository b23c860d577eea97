import CGit2

/// The name of an object: the SHA-1 of its content.
package struct GitObjectID: Hashable, Sendable, CustomStringConvertible {
    /// 20 bytes.
    let bytes: [UInt8]

    init(_ id: git_oid) {
        bytes = withUnsafeBytes(of: id.id) { [UInt8]($0) }
    }

    init?(_ id: UnsafePointer<git_oid>?) {
        guard let id else { return nil }
        self.init(id.pointee)
    }

    /// Reads 40 hexadecimal digits; nil for anything else.
    package init?(_ text: String) {
        let digits = text.utf8.compactMap { Character(UnicodeScalar($0)).hexDigitValue }
        guard digits.count == 40, text.utf8.count == 40 else { return nil }
        bytes = stride(from: 0, to: 40, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
    }

    var oid: git_oid {
        var id = git_oid()
        withUnsafeMutableBytes(of: &id.id) { $0.copyBytes(from: bytes) }
        return id
    }

    /// 40 hexadecimal digits.
    package var description: String {
        let digits = Array("0123456789abcdef".unicodeScalars)
        var text = ""
        for byte in bytes {
            text.unicodeScalars.append(digits[Int(byte >> 4)])
            text.unicodeScalars.append(digits[Int(byte & 15)])
        }
        return text
    }
}
