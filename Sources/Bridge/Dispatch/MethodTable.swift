package import JSON

/// What can be asked of a server: a handler for each method.
package struct MethodTable: Sendable {
    package enum Handler: Sendable {
        /// Answers on the spot and in order; must not take longer than microseconds.
        case immediate(@Sendable (Parameters, RequestContext) throws -> JSONValue)
        /// Runs as a task of its own, which a cancelled request cancels.
        case task(@Sendable (Parameters, RequestContext) async throws -> JSONValue)
    }

    private var handlers: [String: Handler] = [:]

    package init() {}

    package subscript(method: String) -> Handler? { handlers[method] }

    /// Adds a method whose handler runs as a task.
    package mutating func on(
        _ method: String, _ handler: @escaping @Sendable (Parameters, RequestContext) async throws -> JSONValue
    ) {
        handlers[method] = .task(handler)
    }

    /// Adds a method that is answered on the spot.
    package mutating func atOnce(
        _ method: String, _ handler: @escaping @Sendable (Parameters, RequestContext) throws -> JSONValue
    ) {
        handlers[method] = .immediate(handler)
    }

    /// Adds all methods of another table.
    package mutating func add(_ other: MethodTable) {
        handlers.merge(other.handlers) { $1 }
    }
}
