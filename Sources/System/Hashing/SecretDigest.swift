import CCrypto

/// Digests that only whoever has the secret can compute, several times faster than SHA-256: the authentication code of
/// AES-GCM over data that is not encrypted.
///
/// Two texts have the same digest by chance alone, as long as neither the secret nor digests are known to whoever chose
/// the texts: they are to be kept where the secret is.
package struct SecretDigest: Sendable {
    /// Safe to share: OpenSSL counts its references, and nothing changes it.
    nonisolated(unsafe) private static let cipher = ccrypto_gcm()
    private static let length = 16

    /// 16 bytes.
    package let secret: [UInt8]

    /// Nil unless the secret has the right length.
    package init?(secret: [UInt8]) {
        guard secret.count == Self.length else { return nil }
        self.secret = secret
    }

    /// A new secret.
    package init() {
        var random = SystemRandomNumberGenerator()
        secret = (0..<Self.length).map { _ in random.next() }
    }

    /// The 16 bytes of the digest.
    package func digest(of text: String) -> [UInt8] {
        var text = text
        return text.withUTF8 { digest(of: $0) }
    }

    private func digest(of bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        let context = EVP_CIPHER_CTX_new()
        defer { EVP_CIPHER_CTX_free(context) }
        // Always the same one: no two messages are ever encrypted.
        let nonce = [UInt8](repeating: 0, count: 12)
        var count: Int32 = 0
        var code = EVP_EncryptInit_ex(context, Self.cipher, nil, secret, nonce)
        var rest = bytes[...]
        while code == 1, !rest.isEmpty {
            let part = UnsafeBufferPointer(rebasing: rest.prefix(1 << 30))
            code = EVP_EncryptUpdate(context, nil, &count, part.baseAddress, Int32(part.count))
            rest = rest.dropFirst(part.count)
        }
        var nothing: UInt8 = 0
        if code == 1 { code = EVP_EncryptFinal_ex(context, &nothing, &count) }
        let digest = [UInt8](unsafeUninitializedCapacity: Self.length) { buffer, initialized in
            if code == 1 {
                code = EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, Int32(Self.length), buffer.baseAddress)
            }
            initialized = code == 1 ? Self.length : 0
        }
        precondition(code == 1, "libcrypto cannot digest")
        return digest
    }
}
