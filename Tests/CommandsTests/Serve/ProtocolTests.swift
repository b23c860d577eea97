import Bridge
import JSON
import TestSupport
import Testing

/// The document of the protocol, held against what the program says.
@Suite struct ProtocolTests {
    /// Holds one side's messages against the schema; the methods that were asked for tell what an answer has to be.
    private struct Checker {
        let schema: JSONSchema
        var asked: [RPCID: String] = [:]
        var seen = Set<String>()

        mutating func sent(_ message: JSONValue) {
            guard let method = message["method"]?.string, let id = message["id"].flatMap(RPCID.init) else { return }
            asked[id] = method
        }

        mutating func received(_ message: JSONValue) {
            #expect(schema.objection(to: message) == nil)
            if let method = message["method"]?.string {
                seen.insert(method + ((message["params"]?["kind"]?.string).map { " \($0)" } ?? ""))
                #expect(schema.objection(to: message["params"] ?? .null, definition: method + " params") == nil)
            } else if let result = message["result"],
                let method = message["id"].flatMap(RPCID.init).flatMap({ asked[$0] })
            {
                seen.insert(method)
                #expect(schema.objection(to: result, definition: method + " result") == nil)
            }
        }
    }

    @Test func theRecordedSessionIsAsTheSchemaSays() throws {
        var checker = Checker(schema: try ProtocolText.schema())
        for line in try ProtocolText.of("session.txt").split(separator: "\n") {
            let message = try? JSONParser.parse(String(line.dropFirst(2)))
            if line.hasPrefix("← ") {
                checker.received(try #require(message))
            } else if let message {
                checker.sent(message)
                guard let method = message["method"]?.string, let params = message["params"] else { continue }
                #expect(checker.schema.objection(to: params, definition: method + " params") == nil)
            }
        }
        let expected: Set = ["initialize", "ping", "query/start", "query/update delta", "query/update citation"]
        #expect(checker.seen.isSuperset(of: expected))
    }

    @Test(arguments: [
        #"{"jsonrpc":"2.0","id":1}"#, #"{"jsonrpc":"1.0","id":1,"result":{}}"#, #"{"jsonrpc":"2.0","id":1,"result":3}"#,
        #"{"jsonrpc":"2.0","id":1.5,"result":{}}"#, #"{"jsonrpc":"2.0","id":1,"error":{"code":1,"message":"m"}}"#,
        #"{"jsonrpc":"2.0","method":"m","params":{},"more":1}"#,
    ])
    func theSchemaRefusesOtherMessages(_ text: String) throws {
        #expect(try ProtocolText.schema().objection(to: JSONParser.parse(text)) != nil)
    }

    @Test func theDocumentNamesEachMethodAndKind() throws {
        let document = try ProtocolText.of("PROTOCOL.md")
        let schema = try JSONParser.parse(try ProtocolText.of("protocol.schema.json"))
        for definition in (schema["$defs"]?.object ?? [:]).keys where definition.hasSuffix(" params") {
            #expect(document.contains("`" + definition.dropLast(" params".count)), "\(definition)")
        }
        for kind in RPCError.Kind.allCases {
            #expect(document.contains("`\(kind.rawValue)` | \(kind.code < 0 ? "−\(-kind.code)" : "\(kind.code)")"))
        }
    }

    @Test func realTrafficIsAsTheSchemaSays() async throws {
        let daemon = try await RunningDaemon()
        try daemon.program.folder.write("def area(w, h):\n    return w * h\n\narea(1, 2)\n", to: "code/shapes.py")
        let folder = JSONValue.string(daemon.program.folder.path("code"))
        var checker = Checker(schema: try ProtocolText.schema())
        let connection = try LineConversation(try daemon.raw())
        let source: JSONValue = ["kind": "path", "path": folder]
        let requests: [(String, JSONValue)] = [
            ("daemon/status", [:]),
            ("initialize", ["protocolVersion": 1, "clientInfo": ["name": "test"]]), ("ping", [:]), ("nonsense", [:]),
            ("daemon/status", [:]), ("query/list", [:]), ("proposal/list", ["repository": "/"]),
            ("cycle/stop", ["repository": 1]), ("query/attach", ["queryId": "none"]),
            (
                "query/start",
                [
                    "question": "who calls area", "sources": [source], "workingDirectory": folder,
                    "options": ["model": "builtin"],
                ]
            ),
        ]
        for (number, request) in requests.enumerated() {
            let message: JSONValue = [
                "jsonrpc": "2.0", "id": .integer(number), "method": .string(request.0), "params": request.1,
            ]
            checker.sent(message)
            try connection.send(message)
            repeat { checker.received(try await connection.next()) } while connection.last?["id"] == nil
        }
        while connection.last?["params"]?["state"] != "done" { checker.received(try await connection.next()) }
        let expected: Set = ["query/start", "query/update step", "query/update usage", "query/update citation"]
        #expect(checker.seen.isSuperset(of: expected), "\(checker.seen)")
    }
}
