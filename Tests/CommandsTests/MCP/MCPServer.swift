import Bridge
import JSON
import Posix
import Synchronization
import TestSupport
import Testing

/// The built `rlm mcp` with a client at its standard input and output.
final class MCPServer {
    private final class Heard: Sendable {
        let all = Mutex<[JSONValue]>([])
    }

    let client: RPCClient
    let process: ChildProcess
    private let heard = Heard()
    private var requests = 0

    init(_ program: BuiltProgram, _ arguments: String...) throws {
        let (own, theirs) = try Descriptor.socketPair()
        var command = ChildCommand(program.path, ["mcp"] + arguments)
        command.environment = program.environment()
        command.directory = program.folder.path
        process = try ChildProcess(command, descriptors: [0: theirs, 1: theirs])
        client = try RPCClient(own)
        Task { [notifications = client.notifications, heard] in
            for await notification in notifications { heard.all.withLock { $0.append(notification.params) } }
        }
    }

    /// The parameters of all progress so far.
    var progress: [JSONValue] { heard.all.withLock { $0 } }

    func request(_ method: String, _ params: JSONValue = [:]) async throws -> JSONValue {
        requests += 1
        return try await client.request(method, params)
    }

    /// The number of the next request.
    var nextID: Int { requests + 1 }

    func shake() async throws -> JSONValue {
        let answer = try await request(
            "initialize",
            ["protocolVersion": "2025-06-18", "capabilities": [:], "clientInfo": ["name": "test", "version": "1"]])
        client.notify("notifications/initialized", [:])
        return answer
    }

    func call(_ tool: String, _ arguments: JSONValue) async throws -> JSONValue {
        try await request(
            "tools/call", ["name": .string(tool), "arguments": arguments, "_meta": ["progressToken": .string(tool)]])
    }

    /// What a call says for people.
    static func text(_ result: JSONValue) -> String { result["content"]?.array?.first?["text"]?.string ?? "" }
}
