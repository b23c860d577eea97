import LanguageModels
import TestSupport
import Testing

/// Answers of status 200 that are no complete reply.
@Suite struct BrokenAnswerTests {
    @Test(
        arguments: ProviderFixture.all,
        [
            "", "   \n", "<!DOCTYPE html><html><body>Log in</body></html>", "{\"choices\":[{\"delta\"",
            "not json at all\n",
            "data: not json\n\n", "data: {\"choices\": 3}\n\n", "{}", "[]", "null", "{\"unexpected\":true}\n",
            "data: [DONE]\n\n", "\u{0}\u{1}\u{2}",
        ])
    func nonsenseIsMalformed(fixture: ProviderFixture, body: String) async throws {
        for type in [fixture.contentType, "text/html"] {
            let server = fixture.server(.http(type: type, body: body))
            let error = await (try fixture.model(server)).failure()
            #expect(error?.kind == .malformed, "\(error?.description ?? "a reply")")
        }
    }

    /// Cuts a complete answer at every byte before its end: none of them may pass for a reply.
    @Test(arguments: ProviderFixture.all)
    func anAnswerCutAnywhereIsAFailure(fixture: ProviderFixture) async throws {
        let body = Array(fixture.body(["Hello", " there"]).utf8)
        let enough = try #require(Self.lastNeededByte(fixture, body))
        for cut in stride(from: 0, to: enough, by: 7) {
            let text = String(decoding: body[..<cut], as: UTF8.self)
            let server = fixture.server(.http(type: fixture.contentType, body: text))
            let error = await (try fixture.model(server)).failure()
            #expect(error?.kind == .malformed, "cut at \(cut): \(error?.description ?? "a reply")")
        }
    }

    /// Where the answer has said that it is complete: the finish reason of OpenAI, the last event of the others.
    private static func lastNeededByte(_ fixture: ProviderFixture, _ body: [UInt8]) -> Int? {
        let text = String(decoding: body, as: UTF8.self)
        let mark = ["openai": "\"stop\"", "anthropic": "message_stop\"}", "ollama": "\"eval_count\":7}"][fixture.name]
        return mark.flatMap { text.firstRange(of: $0) }.map {
            text.utf8.distance(from: text.startIndex, to: $0.upperBound) - 1
        }
    }

    @Test(arguments: ProviderFixture.all)
    func aConnectionThatBreaksIsUnreachable(fixture: ProviderFixture) async throws {
        for end in [ScriptedResponse.Step.close, .reset] {
            let half = String(fixture.body(["Hello"]).prefix(80))
            let server = fixture.server(
                .stream(type: fixture.contentType, pieces: [half], then: [.wait(seconds: 0.05), end]))
            #expect(await (try fixture.model(server)).failure()?.kind == .unreachable)
        }
    }

    @Test(arguments: ProviderFixture.all)
    func aWrongLengthIsABrokenConnection(fixture: ProviderFixture) async throws {
        let body = fixture.body(["Hello"]).dropLast(30)
        let server = fixture.server(.raw("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n\(body)"))
        #expect(await (try fixture.model(server)).failure()?.kind == .unreachable)
    }

    @Test(
        arguments: ProviderFixture.all,
        [
            ("overloaded_error", "Overloaded", ModelError.Kind.serverFailure(status: 529)),
            ("rate_limit_error", "slow down", .rateLimited(retryAfter: nil)),
            ("invalid_request_error", "prompt is too long", .contextOverflow),
            ("whatever", "boom", .serverFailure(status: 500)),
        ])
    func tellsAnErrorInsideAStream(
        fixture: ProviderFixture, failure: (type: String, message: String, kind: ModelError.Kind)
    ) async throws {
        let complete = fixture.body(["Hello"])
        let event = fixture.streamedError(failure.type, failure.message)
        let end = try #require(complete.firstRange(of: fixture.name == "ollama" ? "\n" : "\n\n")?.upperBound)
        let server = fixture.server(.stream(type: fixture.contentType, body: complete[..<end] + event, size: 50))
        let error = try #require(await (try fixture.model(server)).failure())
        // Ollama has only words, no types.
        let worded = fixture.name == "ollama" && failure.kind != .contextOverflow
        #expect(error.kind == (worded ? .serverFailure(status: 500) : failure.kind))
        #expect(error.message.contains(failure.message))
    }
}
