/// What `rlm serve` does by itself: the table `[daemon]`.
package struct DaemonSettings: Sendable, Equatable {
    /// Seconds without a client and without work after which it ends; 0 never does.
    package var idleTimeout: Double

    init(_ reader: inout TableReader) throws(ConfigurationError) {
        idleTimeout = try reader.number("idle-timeout")
    }
}
