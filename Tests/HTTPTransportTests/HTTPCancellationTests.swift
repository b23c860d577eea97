import HTTPTransport
import TestSupport
import Testing

@Suite struct HTTPCancellationTests {
    let client = HTTPClient()

    /// Waits until `condition` holds, at most five seconds.
    private func eventually(_ condition: () -> Bool) async throws -> Bool {
        for _ in 0..<500 {
            if condition() { return true }
            try await Task.sleep(for: .milliseconds(10))
        }
        return false
    }

    @Test(arguments: [ScriptedResponse([.stall]), .stream(pieces: ["a"], then: [.stall])])
    func endsAtOnceWhenTheTaskIsCancelled(response: ScriptedResponse) async throws {
        let server = LoopbackServer(always: response)
        let client = client
        // A loaded machine may be slow once; a transfer that does not listen is slow every time.
        var fastest = Duration.seconds(60)
        for attempt in 1...5 where fastest >= .seconds(0.5) {
            let task = Task { () throws(HTTPError) in try await client.send(HTTPRequest(url: server.url)).bytes() }
            #expect(try await eventually { server.requests.count == attempt })
            let start = ContinuousClock.now
            task.cancel()
            let result = await task.result
            fastest = min(fastest, ContinuousClock.now - start)
            #expect(throws: HTTPError.self) { try result.get() }
            #expect(try await eventually { server.openConnections == 0 }, "the connection is closed as well")
        }
        #expect(fastest < .seconds(0.5))
    }

    @Test func sendsNothingFromACancelledTask() async throws {
        let server = LoopbackServer(always: .http())
        let client = client
        let task = Task { () throws(HTTPError) in
            withUnsafeCurrentTask { $0?.cancel() }
            return try await client.send(HTTPRequest(url: server.url)).status
        }
        let result = await task.result
        #expect(throws: HTTPError.self) { try result.get() }
        #expect(server.requests.isEmpty)
    }

    @Test func closesTheConnectionOfAnAnswerThatIsLetGo() async throws {
        let server = LoopbackServer(always: .stream(pieces: ["a"], then: [.stall]))
        var response: HTTPResponse? = try await client.send(HTTPRequest(url: server.url))
        #expect(response?.status == 200)
        response = nil
        #expect(try await eventually { server.openConnections == 0 })
    }

    @Test func worksOnAfterACancellation() async throws {
        let server = LoopbackServer { $0.target == "/stall" ? ScriptedResponse([.stall]) : .http(body: "ok") }
        let client = client
        for _ in 0..<20 {
            let task = Task { () throws(HTTPError) in try await client.send(HTTPRequest(url: server.url + "/stall")) }
            try await Task.sleep(for: .milliseconds(2))
            task.cancel()
            _ = await task.result
            #expect(try await client.send(HTTPRequest(url: server.url)).bytes() == Array("ok".utf8))
        }
    }
}
