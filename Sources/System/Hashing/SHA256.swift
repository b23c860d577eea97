import CCrypto

/// A SHA-256 digest in the making, fed part by part; each part counts with its length, so that no two lists of parts
/// give the same bytes.
package struct SHA256: ~Copyable {
    /// Safe to share: OpenSSL counts its references, and nothing changes it.
    nonisolated(unsafe) private static let algorithm = ccrypto_sha256()

    private let context = EVP_MD_CTX_new()

    package init() {
        precondition(EVP_DigestInit_ex(context, Self.algorithm, nil) == 1, "libcrypto has no SHA-256")
    }

    deinit { EVP_MD_CTX_free(context) }

    package mutating func add(_ text: String) {
        var text = text
        text.withUTF8 { add(UnsafeRawBufferPointer($0)) }
    }

    package mutating func add(_ number: UInt64) {
        withUnsafeBytes(of: number.littleEndian) { add($0) }
    }

    package mutating func add(_ bytes: UnsafeRawBufferPointer) {
        withUnsafeBytes(of: UInt64(bytes.count).littleEndian) { update($0) }
        update(bytes)
    }

    private mutating func update(_ bytes: UnsafeRawBufferPointer) {
        precondition(EVP_DigestUpdate(context, bytes.baseAddress, bytes.count) == 1, "libcrypto cannot hash")
    }

    /// The digest of some bytes and nothing else, as `sha256sum` prints it: 64 hexadecimal digits.
    package static func hexadecimal(of bytes: some Collection<UInt8>) -> String {
        var hash = SHA256()
        let whole: Void? = bytes.withContiguousStorageIfAvailable { hash.update(UnsafeRawBufferPointer($0)) }
        if whole == nil { Array(bytes).withUnsafeBytes { hash.update($0) } }
        return hash.finish().hexadecimal
    }

    /// The 32 bytes of the digest.
    package consuming func finish() -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: 32) { buffer, count in
            var length: UInt32 = 0
            precondition(EVP_DigestFinal_ex(context, buffer.baseAddress, &length) == 1, "libcrypto cannot hash")
            count = Int(length)
        }
    }
}
