/// Replies of sub-models that are kept for later runs: the table `[cache]`.
package struct CacheSettings: Sendable, Equatable {
    package var enabled: Bool
    /// Bytes of the database.
    package var maxSize: Int
    /// Seconds after which a reply is no longer given.
    package var maxAge: Double
    /// The model whose vectors tell questions that mean the same; nil compares calls to the byte alone.
    package var embeddingModel: String?
    /// The least cosine between the vectors of two questions that mean the same.
    package var similarity: Double

    init(_ reader: inout TableReader) throws(ConfigurationError) {
        enabled = try reader.boolean("enabled")
        maxSize = try reader.integer("max-size", atLeast: 1) << 20
        maxAge = try reader.number("max-age") * 86_400
        embeddingModel = try reader.optionalString("embedding-model")
        similarity = try reader.number("similarity", atLeast: 0.5)
    }
}
