/// How long to wait, in seconds, at each stage of a request.
package struct HTTPTimeouts: Sendable, Equatable {
    /// Until the connection stands, TLS included.
    package var connect: Double
    /// Without a single byte in either direction. It covers the wait for the first byte of the answer as well, so it
    /// must allow for a model that thinks, or a server that loads a model, in silence.
    package var idle: Double
    /// For the whole request; nil for no limit.
    package var total: Double?

    package init(connect: Double = 10, idle: Double = 300, total: Double? = nil) {
        self.connect = connect
        self.idle = idle
        self.total = total
    }
}
