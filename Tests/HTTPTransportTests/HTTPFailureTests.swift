import HTTPTransport
import TestSupport
import Testing

@Suite struct HTTPFailureTests {
    let client = HTTPClient()

    /// - Parameter server: kept alive until the request has ended.
    private func failure(_ request: HTTPRequest, from server: LoopbackServer? = nil) async -> HTTPError? {
        defer { withExtendedLifetime(server) {} }
        do throws(HTTPError) {
            _ = try await client.send(request).bytes()
            return nil
        } catch {
            return error
        }
    }

    @Test(arguments: ["", "localhost:8000", "ftp://host/x", "http://", "file:///etc/passwd", "http://ho st/"])
    func rejectsWhatIsNoURL(url: String) async {
        let error = await failure(HTTPRequest(url: url))
        #expect(error?.kind == .badURL)
    }

    @Test func neverShowsTheUserOfAURL() async {
        let error = await failure(HTTPRequest(url: "gopher://user:secret@host/"))
        #expect(error?.message.contains("secret") == false)
    }

    @Test(arguments: [
        HTTPHeader("X", "a\r\nEvil: 1"), HTTPHeader("X\n", "a"), HTTPHeader("", "a"), HTTPHeader("X:", "a"),
    ])
    func rejectsHeadersThatWouldBreakTheRequest(header: HTTPHeader) async {
        let server = LoopbackServer(always: .http())
        #expect(await failure(HTTPRequest(url: server.url, headers: [header]), from: server)?.kind == .badHeader)
        #expect(server.requests.isEmpty)
    }

    @Test func saysWhenNothingListens() async {
        let port = LoopbackServer(always: .http()).port
        let error = await failure(HTTPRequest(url: "http://127.0.0.1:\(port)"))
        #expect(error?.kind == .cannotConnect)
        #expect(error?.message.contains("http://127.0.0.1:\(port)") == true)
    }

    @Test func saysWhenANameIsUnknown() async {
        let error = await failure(HTTPRequest(url: "http://name.invalid", timeouts: HTTPTimeouts(connect: 5)))
        #expect([.cannotResolve, .connectTimeout].contains(error?.kind))
    }

    @Test func saysWhenTheServerDoesNotSpeakTLS() async {
        let server = LoopbackServer(always: .http())
        let error = await failure(HTTPRequest(url: "https://127.0.0.1:\(server.port)", timeouts: HTTPTimeouts(idle: 1)))
        #expect([.tls, .connectionLost, .idleTimeout, .connectTimeout].contains(error?.kind))
    }

    @Test(arguments: [
        (ScriptedResponse.raw("SSH-2.0-OpenSSH_9.2\r\n"), HTTPError.Kind.notHTTP),
        (.raw(""), .connectionLost),
        (.raw("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort"), .connectionLost),
        (.raw("HTTP/1.1 200 OK\r\nContent-Le", then: [.reset]), .connectionLost),
        (.stream(pieces: ["data: a\n\n"], then: [.close]), .connectionLost),
        (.stream(pieces: ["data: a\n\n"], then: [.reset]), .connectionLost),
        (.raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"), .connectionLost),
    ])
    func tellsHowAnAnswerBroke(response: ScriptedResponse, kind: HTTPError.Kind) async {
        let server = LoopbackServer(always: response)
        #expect(await failure(HTTPRequest(url: server.url), from: server)?.kind == kind)
    }

    @Test func handsOutWhatCameBeforeTheConnectionBroke() async throws {
        let server = LoopbackServer(always: .stream(pieces: ["early"], then: [.wait(seconds: 0.05), .reset]))
        let response = try await client.send(HTTPRequest(url: server.url))
        #expect(try await response.body.next() == Array("early".utf8))
        await #expect(throws: HTTPError.self) { while try await response.body.next() != nil {} }
    }

    @Test func endsAStalledAnswer() async {
        let server = LoopbackServer(always: .stream(pieces: ["a"], then: [.stall]))
        let error = await failure(HTTPRequest(url: server.url, timeouts: HTTPTimeouts(idle: 0.3)), from: server)
        #expect(error?.kind == .idleTimeout)
    }

    @Test func endsAnAnswerThatNeverBegins() async {
        let server = LoopbackServer(always: ScriptedResponse([.stall]))
        let error = await failure(HTTPRequest(url: server.url, timeouts: HTTPTimeouts(idle: 0.3)), from: server)
        #expect(error?.kind == .idleTimeout)
    }

    @Test func endsAnAnswerThatTrickles() async {
        let steps = (0..<100).flatMap { _ in
            [ScriptedResponse.Step.wait(seconds: 0.05), .send(Array("1\r\nx\r\n".utf8))]
        }
        let server = LoopbackServer(always: .stream(pieces: [], then: steps))
        let error = await failure(
            HTTPRequest(url: server.url, timeouts: HTTPTimeouts(idle: 5, total: 0.4)), from: server)
        #expect(error?.kind == .totalTimeout)
    }

    @Test func doesNotCountASlowReaderAsASilentServer() async throws {
        let piece = String(repeating: "x", count: 1 << 20)
        let server = LoopbackServer(always: .stream(pieces: [piece, piece]))
        let response = try await client.send(HTTPRequest(url: server.url, timeouts: HTTPTimeouts(idle: 0.3)))
        try await Task.sleep(for: .seconds(0.8))
        #expect(try await response.bytes().count == 2 << 20)
    }

    @Test func givesUpAnAnswerThatIsTooLong() async {
        let server = LoopbackServer(always: .http(body: String(repeating: "x", count: 4096)))
        let error = await failure(HTTPRequest(url: server.url, maximumBodyBytes: 1000), from: server)
        #expect(error?.kind == .responseTooLarge)
    }

    @Test func givesUpAHeadThatIsTooLong() async {
        let field = "X: " + String(repeating: "y", count: 60_000)
        let server = LoopbackServer(always: .http(headers: Array(repeating: field, count: 6)))
        #expect(await failure(HTTPRequest(url: server.url), from: server)?.kind == .responseTooLarge)
    }
}
