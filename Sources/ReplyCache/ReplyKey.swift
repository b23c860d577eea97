import Hashing
package import LanguageModels
package import SQLiteStore

/// What makes two calls the same: a digest of the model, its parameters and every message.
package struct ReplyKey: Hashable, Sendable {
    package let bytes: [UInt8]

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
        bytes = digest.finish()
    }
}

extension ReplyKey: SQLiteConvertible {
    package var sqliteValue: SQLiteValue { .blob(bytes) }

    package init?(_ value: SQLiteValue) {
        guard case .blob(let bytes) = value else { return nil }
        self.bytes = bytes
    }
}
