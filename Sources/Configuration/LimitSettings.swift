/// What one question may use: the table `[limits]`. Nil means no limit, written 0.
package struct LimitSettings: Sendable, Equatable {
    package var iterations: Int
    package var depth: Int
    package var subcalls: Int?
    package var tokens: Int?
    package var costUSD: Double?
    package var seconds: Double?
    package var consecutiveErrors: Int
    /// Calls to models in flight at once; nil leaves it to the models.
    package var concurrency: Int?
    /// Characters of input below which the model reads it directly.
    package var directThreshold: Int
    package var alwaysRecurse: Bool

    init(_ reader: inout TableReader) throws(ConfigurationError) {
        iterations = try reader.integer("max-iterations", atLeast: 1)
        depth = try reader.integer("max-depth", atLeast: 0)
        subcalls = Self.limit(try reader.integer("max-subcalls", atLeast: 0))
        tokens = Self.limit(try reader.integer("max-tokens", atLeast: 0))
        costUSD = Self.limit(try reader.number("max-cost"))
        seconds = Self.limit(try reader.number("timeout"))
        consecutiveErrors = try reader.integer("max-errors", atLeast: 1)
        concurrency = Self.limit(try reader.integer("concurrency", atLeast: 0))
        directThreshold = try reader.integer("direct-threshold", atLeast: 0)
        alwaysRecurse = try reader.boolean("always-recurse")
    }

    private static func limit<Number: Numeric>(_ value: Number) -> Number? { value == 0 ? nil : value }
}
