package import LanguageModels

/// How replies to similar questions are found.
package struct SimilarReplies: Sendable {
    package let model: any EmbeddingModel
    /// The least cosine between the vectors of two questions that mean the same.
    package let threshold: Double

    package init(model: any EmbeddingModel, threshold: Double) {
        self.model = model
        self.threshold = threshold
    }
}
