import JSON
import Posix

@testable import Bridge

/// A connection over a pair of sockets, with methods to try it with.
final class Bench {
    let connection: Connection
    let client: RawClient

    init(_ dialect: Dialect = .rlm, shaken: Bool = true, limits: Dispatcher.Limits = .init()) async throws {
        BrokenPipes.ignore()
        let (ours, theirs) = try Descriptor.socketPair()
        var dispatcher = Dispatcher(Self.methods(limits), dialect: dialect)
        dispatcher.limits = limits
        connection = try Connection(output: theirs, dispatcher: dispatcher) { _ in }
        client = RawClient(ours)
        connection.start(reading: theirs)
        if shaken { try await client.shake() }
    }

    static func methods(_ limits: Dispatcher.Limits = .init()) -> MethodTable {
        var methods = MethodTable.handshake(version: "1", capabilities: [:], limits: limits)
        methods.on("sleep") { _, _ in
            try await Task.sleep(for: .seconds(60))
            return [:]
        }
        methods.on("nap") { _, _ in
            try await Task.sleep(for: .milliseconds(50))
            return ["slept": true]
        }
        methods.on("fail") { _, _ in throw PosixError(code: 2, call: "open", context: "a file") }
        methods.on("tell") { params, context in
            let text = JSONValue.string(String(repeating: "x", count: try params.optionalInteger("bytes") ?? 1))
            for number in 0..<(try params.integer("count")) {
                context.notify("note", ["number": .integer(number), "text": text])
            }
            return ["told": true]
        }
        return methods
    }
}
