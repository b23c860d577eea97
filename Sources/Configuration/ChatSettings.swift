/// Sessions of several questions: the table `[chat]`.
package struct ChatSettings: Sendable, Equatable {
    /// Share of the root model's window at which earlier questions are summed up.
    package var sumUpAt: Double
    /// Sessions that stay on disk.
    package var keepSessions: Int

    init(_ reader: inout TableReader) throws(ConfigurationError) {
        sumUpAt = try reader.number("sum-up-at", atMost: 1)
        keepSessions = try reader.integer("keep-sessions", atLeast: 1)
    }
}
