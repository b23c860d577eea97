import Bridge
import FoundationEssentials
import JSON
import Posix
import TestSupport
import Testing

/// `rlm mcp` as a process, asked over its standard input and output.
@Suite(.timeLimit(.minutes(3))) struct MCPTests {
    private let program: BuiltProgram

    init() throws {
        program = try BuiltProgram()
        try program.folder.write("RETRIES = 3\n\ndef go():\n    return RETRIES\n", to: "src/retry.py")
        try program.folder.write("class Plan:\n    def draw(self):\n        pass\n", to: "src/plan.py")
        try program.folder.write("a secret\n", to: "secret.txt")
    }

    @Test func answersWithCitationsAndTellsWhatGoesOn() async throws {
        let server = try MCPServer(program, "src")
        #expect(try await server.shake()["serverInfo"]?["name"] == "rlm")
        let result = try await server.call("rlm_ask", ["question": "where is go defined"])
        #expect(MCPServer.text(result).contains("retry.py:3"), "\(result)")
        #expect(result["isError"] == false)
        #expect(result["structuredContent"]?["citations"]?.array?.first?["verified"] == true)
        let progress = server.progress
        #expect(progress.contains { $0["message"]?.string?.hasPrefix("turn 1 of ") == true }, "\(progress)")
        #expect(progress.allSatisfy { $0["progressToken"] == "rlm_ask" })
        let numbers = progress.compactMap { $0["progress"]?.integer }
        #expect(numbers == Array(1...max(1, numbers.count)))
        let session = try #require(result["structuredContent"]?["session"])
        let more = try await server.call("rlm_ask", ["question": "who calls go", "session": session])
        #expect(more["structuredContent"]?["session"] == session)
    }

    @Test func searchesAndOutlinesWithoutAModel() async throws {
        let server = try MCPServer(program, "src")
        _ = try await server.shake()
        let tools = try await server.request("tools/list")["tools"]?.array ?? []
        #expect(tools.map { $0["name"] } == ["rlm_ask", "rlm_search", "rlm_outline", "rlm_proposals"])
        #expect(tools.allSatisfy { $0["inputSchema"]?["type"] == "object" })
        let found = try await server.call("rlm_search", ["query": "RETRIES \"quoted\\", "limit": 1])
        #expect(MCPServer.text(found).contains("retry.py:"), "\(found)")
        let whole = MCPServer.text(try await server.call("rlm_outline", [:]))
        #expect(whole.contains("plan.py:\n1-3 (class Plan)") && whole.contains("retry.py:\n"), "\(whole)")
        let one = MCPServer.text(try await server.call("rlm_outline", ["paths": ["plan.py"]]))
        #expect(one.contains("2-3 (method Plan.draw)") && !one.contains("retry.py"), "\(one)")
    }

    @Test(arguments: ["../secret.txt", "/etc/passwd", "missing.py"]) func readsOnlyWhatItServes(_ path: String)
        async throws
    {
        let server = try MCPServer(program, "src")
        _ = try await server.shake()
        for tool in ["rlm_ask", "rlm_search", "rlm_outline"] {
            var arguments: [String: JSONValue] = ["paths": [.string(path)]]
            if tool == "rlm_ask" { arguments["question"] = "what does it say" }
            if tool == "rlm_search" { arguments["query"] = "secret" }
            let result = try await server.call(tool, .object(arguments))
            #expect(result["isError"] == true)
            #expect(MCPServer.text(result).contains(path == "missing.py" ? "there is no file" : "lies outside"))
        }
        let model = try await server.call("rlm_ask", ["question": "go?", "model": "command/sh"])
        #expect(model["isError"] == true && MCPServer.text(model).contains("takes no “model”"))
    }

    @Test func aCancelledCallIsNotAnswered() async throws {
        let model = try program.script(
            "--- root times=1\n```repl\nwhile True: pass\n```\n--- root\n```repl\nFINAL(context[:7])\n```\n")
        let server = try MCPServer(program, "src", "--model", model, "--always-recurse")
        _ = try await server.shake()
        let id = server.nextID
        let client = server.client
        let call = Task {
            try await client.request(
                "tools/call",
                ["name": "rlm_ask", "arguments": ["question": "Forever?"], "_meta": ["progressToken": 7]])
        }
        for _ in 0..<1_000
        where !server.progress.contains(where: { $0["message"]?.string?.hasPrefix("running") == true }) {
            try await Task.sleep(for: .milliseconds(10))
        }
        client.notify("notifications/cancelled", ["requestId": .integer(id), "reason": "a test"])
        // What comes after is answered; the scripted model gives its second reply only when the first call has ended.
        #expect(try await client.request("ping") == [:])
        call.cancel()
        client.close()
        await #expect(throws: (any Error).self) { try await call.value }
        let status = await withCheckedContinuation { ended in
            server.process.onExit { ended.resume(returning: $0) }
        }
        #expect(status == .exited(0))
    }

    @Test(arguments: ["/dev/null", "requests", "&-"])
    func inputThatIsNoStreamEndsItToo(input: String) async throws {
        let request = #"{"jsonrpc":"2.0","id":1,"method":"ping"}"#
        try program.folder.write(request + "\n", to: "requests")
        let outcome = try await program.shell("$RLM mcp src <\(input)", timeout: 30)
        #expect(outcome.code == 0 && !outcome.timedOut)
        #expect(outcome.stdout.contains(#""id":1"#) == (input == "requests"), "\(outcome.stdout)")
    }

    @Test func whatIsPrintedByMistakeDoesNotReachTheClient() async throws {
        let server = try MCPServer(program, "src")
        _ = try await server.shake()
        let output = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(server.process.id)/fd/1")
        let errors = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(server.process.id)/fd/2")
        #expect(output == errors)
    }
}
