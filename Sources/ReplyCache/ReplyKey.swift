package import Hashing
package import LanguageModels
package import SQLiteStore

/// What makes two calls the same: a digest of the model, its parameters and every message.
package struct ReplyKey: Hashable, Sendable {
    /// The digest's 32 bytes in the machine's order, without memory of their own.
    private let first: UInt64, second: UInt64, third: UInt64, fourth: UInt64

    package var bytes: [UInt8] { withUnsafeBytes(of: (first, second, third, fourth)) { Array($0) } }

    /// Changes when the same call would no longer mean the same.
    private static let form = "rlm reply 1"
    /// Bytes from which on a text is digested by the faster way first.
    private static let longText = 1 << 14

    /// - Parameter model: what tells the model from all others; `LanguageModel.replyIdentity`, if it has one.
    /// - Parameter longTexts: how long texts are digested; the same for all keys that are to be compared.
    package init(model: String, _ request: ModelRequest, longTexts: @autoclosure () -> SecretDigest) {
        var digest = SHA256()
        digest.add(Self.form)
        digest.add(model)
        digest.add(request.temperature.map { "\($0)" } ?? "")
        digest.add(request.maxOutputTokens.map { "\($0)" } ?? "")
        for message in request.messages {
            digest.add(message.role.rawValue)
            if message.text.utf8.count < Self.longText {
                digest.add(message.text)
            } else {
                digest.add("\(message.text.utf8.count) bytes")
                longTexts().digest(of: message.text).withUnsafeBytes { digest.add($0) }
            }
        }
        self.init(digest.finish())
    }

    private init(_ bytes: [UInt8]) {
        (first, second, third, fourth) = bytes.withUnsafeBytes {
            $0.loadUnaligned(as: (UInt64, UInt64, UInt64, UInt64).self)
        }
    }

    /// A digest's bits are as good as any other hash of them.
    package func hash(into hasher: inout Hasher) { hasher.combine(first) }
}

extension ReplyKey: SQLiteConvertible {
    package var sqliteValue: SQLiteValue { .blob(bytes) }

    package init?(_ value: SQLiteValue) {
        guard case .blob(let bytes) = value, bytes.count == 32 else { return nil }
        self.init(bytes)
    }
}
