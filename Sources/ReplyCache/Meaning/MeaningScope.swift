package import Hashing
package import LanguageModels

/// What has to be the same to the byte before the meanings of two questions are compared: model, parameters,
/// instructions, the passage, the question's telling words, and the model that makes the vectors.
package struct MeaningScope: Hashable, Sendable {
    let bytes: [UInt8]

    /// Changes when the same digest would no longer mean the same.
    private static let form = "rlm meaning 1"

    /// - Parameters:
    ///   - model: as for `ReplyKey`.
    ///   - request: the call without the prompt.
    ///   - embeddings: `EmbeddingModel.identity`.
    ///   - longTexts: as for `ReplyKey`.
    package init(
        model: String, _ request: ModelRequest, _ question: SplitPrompt, embeddings: String, longTexts: SecretDigest
    ) {
        var digest = SHA256()
        digest.add(Self.form)
        digest.add(embeddings)
        for byte in ReplyKey(model: model, request, longTexts: longTexts).bytes { digest.add(UInt64(byte)) }
        digest.add(question.passage)
        for word in TellingWords.list(of: question.question, passage: PassageText(question.passage)) {
            digest.add(word)
        }
        bytes = digest.finish()
    }
}
