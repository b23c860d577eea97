/// Which files are read: the table `[corpus]`.
package struct CorpusSettings: Sendable, Equatable {
    /// Patterns a file must match at least one of; empty takes all.
    package var include: [String]
    /// Patterns a file may match none of.
    package var exclude: [String]
    /// True reads also what ignore files leave out.
    package var noIgnore: Bool

    init(_ reader: inout TableReader) throws(ConfigurationError) {
        include = try reader.strings("include")
        exclude = try reader.strings("exclude")
        noIgnore = try reader.boolean("no-ignore")
    }
}
