import LanguageModels
import TestSupport
import Testing

/// What holds for every provider that is a server, over real sockets.
@Suite struct ProviderContractTests {
    @Test(arguments: ProviderFixture.all, [1, 2, 7, 100_000])
    func streamsInWhateverPiecesTheAnswerComes(fixture: ProviderFixture, size: Int) async throws {
        let said = ["Hé", "llo ", "🐦 \"quoted\"\n", "```repl\nprint(1)\n```"]
        let server = fixture.server(.stream(type: fixture.contentType, body: fixture.body(said), size: size))
        let (reply, pieces) = try await fixture.model(server).pieces()
        #expect(reply.text == said.joined())
        #expect(pieces.joined() == reply.text)
        #expect(pieces == said)
        #expect(reply.usage == TokenUsage(prompt: 11, completion: 7))
        #expect(reply.finishReason == .stop)
    }

    @Test(arguments: ProviderFixture.all)
    func handsOutPiecesWhileTheReplyIsStillBeingWritten(fixture: ProviderFixture) async throws {
        let body = fixture.body(["early", "late"])
        let cut = try #require(body.firstRange(of: "late")?.lowerBound)
        let end = try #require(body[..<cut].lastIndex(of: "\n"))
        let rest = String(body[end...])
        let chunk = String(rest.utf8.count, radix: 16) + "\r\n" + rest + "\r\n0\r\n\r\n"
        let server = fixture.server(
            .stream(
                type: fixture.contentType, pieces: [String(body[..<end]) + "\n"],
                then: [.wait(seconds: 1), .send(Array(chunk.utf8))]))
        let model = try fixture.model(server)
        let pieces = Pieces()
        let task = Task { try await model.respond(to: ModelRequest(prompt: "?")) { pieces.append($0) } }
        #expect(try await eventually { !pieces.all.isEmpty })
        #expect(pieces.all == ["early"])
        #expect(try await task.value.text == "earlylate")
    }

    @Test(arguments: ProviderFixture.all)
    func anEmptyReplyIsAReply(fixture: ProviderFixture) async throws {
        let (reply, pieces) = try await fixture.model(fixture.server(saying: [])).pieces()
        #expect(reply.text == "")
        #expect(pieces == [])
        #expect(reply.usage.completion == 7)
    }

    @Test(arguments: ProviderFixture.all)
    func runsFiftyStreamsAtOnce(fixture: ProviderFixture) async throws {
        let body = Array(fixture.body(["a", "b", "c"]).utf8)
        let server = fixture.server(
            ScriptedResponse([
                .send(Array("HTTP/1.1 200 OK\r\nContent-Length: \(body.count)\r\n\r\n".utf8)),
                .send(Array(body[..<40])), .wait(seconds: 0.2), .send(Array(body[40...])),
            ]))
        let model = try fixture.model(server)
        try await withThrowingTaskGroup { group in
            for index in 0..<50 {
                group.addTask { try await model.respond(to: ModelRequest(prompt: "\(index)")).text }
            }
            for try await text in group { #expect(text == "abc") }
        }
        #expect(server.requests.count { $0.target == fixture.path } == 50)
        #expect(server.connectionCount > 20, "in sequence they would share a connection")
    }

    @Test(arguments: ProviderFixture.all, [false, true])
    func cancellationEndsACallAtOnce(fixture: ProviderFixture, whileStreaming: Bool) async throws {
        let start = whileStreaming ? String(fixture.body(["a"]).prefix(60)) : ""
        let server = fixture.server(
            whileStreaming
                ? .stream(type: fixture.contentType, pieces: [start], then: [.stall]) : ScriptedResponse([.stall]))
        let model = try fixture.model(server)
        // A loaded machine may be slow once; a call that does not listen is slow every time.
        var fastest = Duration.seconds(60)
        for attempt in 1...5 where fastest >= .seconds(0.5) {
            let task = Task { await model.failure() }
            #expect(try await eventually { server.requests.count { $0.target == fixture.path } == attempt })
            try await Task.sleep(for: .milliseconds(20))
            let start = ContinuousClock.now
            task.cancel()
            let error = await task.value
            fastest = min(fastest, ContinuousClock.now - start)
            #expect(error?.kind == .cancelled)
            #expect(try await eventually { server.openConnections == 0 })
        }
        #expect(fastest < .seconds(0.5))
    }

    @Test(arguments: ProviderFixture.all)
    func aServerThatFallsSilentTimesOut(fixture: ProviderFixture) async throws {
        let server = fixture.server(ScriptedResponse([.stall]))
        let error = await (try fixture.model(server, idleTimeout: 0.3)).failure()
        #expect(error?.kind == .timeout)
    }

    @Test(arguments: ProviderFixture.all)
    func aServerThatIsNotThereIsUnreachableAndSaysWhatToDo(fixture: ProviderFixture) async throws {
        let error = await (try fixture.model(fixture.server(saying: ["x"]))).failure()
        let port = LoopbackServer(always: .http()).port
        let gone = try ProviderFixture.factory("http://127.0.0.1:\(port)").model(named: fixture.name + "/m")
        let failure = await gone.failure()
        #expect(error == nil)
        #expect(failure?.kind == .unreachable)
        #expect(failure?.hint != nil)
        #expect(failure?.message.contains("127.0.0.1:\(port)") == true)
    }
}
