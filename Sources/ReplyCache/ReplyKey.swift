import Hashing
package import LanguageModels
package import SQLiteStore

/// What makes two calls the same: a digest of the model, its parameters and every message.
package struct ReplyKey: Hashable, Sendable {
    /// The digest's 32 bytes in the machine's order, without memory of their own.
    private let first: UInt64, second: UInt64, third: UInt64, fourth: UInt64

    package var bytes: [UInt8] { withUnsafeBytes(of: (first, second, third, fourth)) { Array($0) } }

    /// Changes when the same call would no longer mean the same.
    private static let form = "rlm reply 1"

    /// - Parameter model: what tells the model from all others; `LanguageModel.replyIdentity`, if it has one.
    package init(model: String, _ request: ModelRequest) {
        var digest = SHA256()
        digest.add(Self.form)
        digest.add(model)
        digest.add(request.temperature.map { "\($0)" } ?? "")
        digest.add(request.maxOutputTokens.map { "\($0)" } ?? "")
        for message in request.messages {
            digest.add(message.role.rawValue)
            digest.add(message.text)
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
