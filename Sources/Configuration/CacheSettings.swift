/// Replies of sub-models that are kept for later runs: the table `[cache]`.
package struct CacheSettings: Sendable, Equatable {
    package var enabled: Bool
    /// Bytes of the database.
    package var maxSize: Int
    /// Seconds after which a reply is no longer given.
    package var maxAge: Double

    init(_ reader: inout TableReader) throws(ConfigurationError) {
        enabled = try reader.boolean("enabled")
        maxSize = try reader.integer("max-size", atLeast: 1) << 20
        maxAge = try reader.number("max-age") * 86_400
    }
}
