/// A server as its connections see it: methods, dialect, limits.
package struct Dispatcher: Sendable {
    package struct Limits: Sendable, Equatable {
        /// Bytes of a line, without its newline.
        package var lineBytes = 16 << 20
        /// Requests of one client that run as tasks.
        package var inFlight = 32
        /// Bytes that wait for a client; beyond, its requests are not read until it has read its answers.
        package var waitingBytes = 1 << 20
        /// Bytes that wait for a client; beyond, it is cut off.
        package var lostBytes = 64 << 20
        /// Bytes that all clients of a server together may have on the way, in lines that have not ended and in what
        /// waits for them; beyond, the one that has most is closed.
        package var heldBytes = 128 << 20

        package init() {}
    }

    package var methods: MethodTable
    package var dialect: Dialect
    package var limits = Limits()
    /// Turns the errors of handlers into what clients are told.
    package var describe: @Sendable (any Error) -> RPCError

    package init(
        _ methods: MethodTable, dialect: Dialect,
        describe: @escaping @Sendable (any Error) -> RPCError = { RPCError(.internalError, "\($0)") }
    ) {
        self.methods = methods
        self.dialect = dialect
        self.describe = describe
    }

    /// What a client is told of an error.
    func error(_ error: any Error) -> RPCError {
        switch error {
        case let error as RPCError: error
        case is CancellationError: .cancelled
        default: describe(error)
        }
    }
}
