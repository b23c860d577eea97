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
