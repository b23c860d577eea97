import HTTPTransport
import Posix
import TestSupport
import Testing

/// The mock server does what its settings say, as libcurl sees it.
@Suite struct MockServerTests {
    private let client = HTTPClient()

    private func ask(_ server: MockServer, _ body: String, server index: Int = 0) async throws -> HTTPResponse {
        try await client.send(
            HTTPRequest(.post, url: server.urls[index] + "/chat/completions", body: Array(body.utf8)))
    }

    private func text(_ server: MockServer, _ body: String, server index: Int = 0) async throws -> String {
        String(decoding: try await ask(server, body, server: index).bytes(), as: UTF8.self)
    }

    private func script(_ server: MockServer, _ script: String) async throws -> Int {
        try await client.send(HTTPRequest(.post, url: server.address("script"), body: Array(script.utf8))).status
    }

    private static let sub = #"{"model":"sub","messages":[{"role":"user","content":"one \"two"}]}"#
    private static let stream = #"{"stream":true,"model":"sub","messages":[{"content":"hi","role":"user"}]}"#
    private static let root = #"{"model":"m","messages":[{"role":"system","content":"s"}]}"#

    @Test func servesThePlainClientPlainlyAndAsStreams() async throws {
        let server = try await MockServer()
        for mode in [[], ["--stream"]] {
            let arguments = ["client", "--url", server.url, "--calls", "300", "--size", "2000"] + mode
            let output = try await ChildProcess.run(ChildCommand(try MockServer.program(), arguments))
            #expect(output.text.hasPrefix("{\"calls\":300,\"failed\":0,"), "\(output.text) \(output.errorText)")
        }
        let stats = try await client.send(HTTPRequest(url: server.address("stats"))).bytes()
        #expect(String(decoding: stats, as: UTF8.self).hasPrefix("{\"root\":0,\"sub\":600,\"inflight\":0,"))
    }

    @Test func givesRepliesByModelTurnAndPrompt() async throws {
        let server = try await MockServer()
        let script = #"""
            {"root": ["first \"{", "last"], "sub": "re: {prompt}!", "models": {"child": ["c1", "c2"]}, "sub_latency": 0}
            """#
        #expect(try await self.script(server, script) == 200)
        #expect(try await text(server, Self.root).contains(#""content":"first \"{"}"#))
        #expect(try await text(server, Self.root).contains(#""content":"last"}"#))
        #expect(try await text(server, Self.root).contains(#""content":"last"}"#))
        #expect(try await text(server, Self.sub).contains(#""content":"re: one !"}"#))
        let second = #"{"model":"child-1","messages":[{"role":"assistant","content":"c1"}]}"#
        #expect(try await text(server, second).contains(#""content":"c2"}"#))
        #expect(try await self.script(server, #"{"no_such_setting": 1}"#) == 400)
        #expect(try await self.script(server, "{\"root\": [") == 400)
    }

    @Test func failsAsToldPerServer() async throws {
        let server = try await MockServer(
            "--port", "0", "--failure-rate", "1", "--failure-status", "429", "--retry-after", "7",
            "--port", "0", "--lie-rate", "1", "--lie-bytes", "5",
            "--port", "0", "--cut-rate", "1", "--cut-walk", "1")
        let refused = try await ask(server, Self.sub)
        #expect(refused.status == 429 && refused.head["retry-after"] == "7")
        await #expect(throws: HTTPError.self) { try await text(server, Self.stream, server: 1) }
        for _ in 0..<40 {
            await #expect(throws: HTTPError.self) { try await text(server, Self.stream, server: 2) }
        }
    }

    @Test func stallsForEver() async throws {
        let server = try await MockServer("--stall-rate", "1")
        let request = HTTPRequest(
            .post, url: server.url + "/chat/completions", body: Array(Self.sub.utf8),
            timeouts: HTTPTimeouts(idle: 0.2))
        await #expect(throws: HTTPError.self) { try await client.send(request) }
    }

    @Test func pausesAndCutsAStreamWhereTheReplySays() async throws {
        let server = try await MockServer("--sub", "before {pause 0.2}after{cut} never")
        let start = ContinuousClock.now
        let body = try await ask(server, Self.stream).body
        let first = String(decoding: try #require(try await body.next()), as: UTF8.self)
        #expect(first.contains("before ") && !first.contains("after"))
        let second = String(decoding: try #require(try await body.next()), as: UTF8.self)
        #expect(second.contains("after"))
        #expect(ContinuousClock.now - start >= .milliseconds(199))
        await #expect(throws: HTTPError.self) { while try await body.next() != nil {} }
    }

    @Test func answersOnlyAsManyAtOnceAsItHasSlots() async throws {
        let server = try await MockServer("--slots", "2", "--sub-latency", "0.1")
        let start = ContinuousClock.now
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<6 { group.addTask { _ = try await text(server, Self.sub) } }
            try await group.waitForAll()
        }
        #expect(ContinuousClock.now - start >= .milliseconds(299))
    }
}
