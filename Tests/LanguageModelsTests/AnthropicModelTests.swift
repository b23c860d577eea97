import LanguageModels
import TestSupport
import Testing

@Suite struct AnthropicModelTests {
    private func model(_ server: LoopbackServer) throws -> any LanguageModel {
        let factory = try ProviderFixture.factory(server.url)
        return ServedModel(base: try factory.model(named: "anthropic/claude-sonnet-4-20250514"), server: server)
    }

    @Test func sendsExactlyTheseBytesAndMarksWhatCanBeCached() async throws {
        let server = ProviderFixture.anthropic.server(saying: ["ok"])
        _ = try await model(server).respond(
            to: ModelRequest(
                messages: [
                    Message(.system, "Be brief."), Message(.user, "Say “hi”/"), Message(.assistant, " "),
                    Message(.user, "🐦"),
                ], maxOutputTokens: 99, temperature: 0.5))
        let request = try #require(server.requests.first)
        #expect(
            request.body == """
                {"max_tokens":99,"messages":[{"content":[{"text":"Say “hi”/","type":"text"}],"role":"user"},\
                {"content":[{"text":"(empty)","type":"text"}],"role":"assistant"},\
                {"content":[{"cache_control":{"type":"ephemeral"},"text":"🐦","type":"text"}],"role":"user"}],\
                "model":"claude-sonnet-4-20250514","stream":true,\
                "system":[{"cache_control":{"type":"ephemeral"},"text":"Be brief.","type":"text"}],"temperature":0.5}
                """)
        #expect(request.target == "/v1/messages")
        #expect(request.headers["x-api-key"] == ProviderFixture.key)
        #expect(request.headers["authorization"] == nil)
        #expect(request.headers["anthropic-version"] == "2023-06-01")
    }

    @Test func marksNothingInASinglePrompt() async throws {
        let server = ProviderFixture.anthropic.server(saying: ["ok"])
        _ = try await model(server).respond(to: ModelRequest(prompt: "x"))
        #expect(
            server.requests.first?.body == """
                {"max_tokens":16384,"messages":[{"content":[{"text":"x","type":"text"}],"role":"user"}],\
                "model":"claude-sonnet-4-20250514","stream":true}
                """)
    }

    @Test(arguments: ["", "/", "/v1", "/v1/", "/v1/messages"])
    func acceptsTheAddressInAllItsForms(suffix: String) async throws {
        let server = ProviderFixture.anthropic.server(saying: ["ok"])
        let model = try ProviderFixture.factory(server.url + suffix).model(named: "anthropic/x")
        _ = try await model.respond(to: ModelRequest(prompt: "x"))
        #expect(server.requests.first?.target == "/v1/messages")
    }

    private func events(_ list: [(String, String)]) -> String {
        list.map { "event: \($0.0)\ndata: {\"type\":\"\($0.0)\"\($0.1)}\n\n" }.joined()
    }

    @Test func addsUpTheCachesAndPricesThem() async throws {
        let body = events([
            (
                "message_start",
                #","message":{"usage":{"input_tokens":10,"cache_read_input_tokens":1000,"cache_creation_input_tokens":200,"output_tokens":1}}"#
            ),
            ("content_block_delta", #","delta":{"type":"text_delta","text":"a"}"#),
            ("message_delta", #","delta":{"stop_reason":"max_tokens"},"usage":{"output_tokens":50}"#),
            ("message_stop", ""),
        ])
        let reply = try await model(LoopbackServer(always: .stream(body: body, size: 11))).respond(
            to: ModelRequest(prompt: "x"))
        #expect(reply.usage == TokenUsage(prompt: 1210, completion: 50, cachedPrompt: 1000))
        #expect(reply.finishReason == .length)
        let cost = try #require(reply.costUSD)
        #expect(abs(cost - (10 * 3 + 1000 * 0.3 + 200 * 3.75 + 50 * 15) / 1_000_000) < 1e-12)
    }

    @Test func keepsThinkingOutOfTheText() async throws {
        let body = events([
            ("message_start", #","message":{"usage":{"input_tokens":10,"output_tokens":1}}"#),
            ("content_block_start", #","index":0,"content_block":{"type":"thinking","thinking":""}"#),
            ("content_block_delta", #","index":0,"delta":{"type":"thinking_delta","thinking":"secret"}"#),
            ("content_block_delta", #","index":0,"delta":{"type":"signature_delta","signature":"xyz"}"#),
            ("content_block_start", #","index":1,"content_block":{"type":"text","text":""}"#),
            ("content_block_delta", #","index":1,"delta":{"type":"text_delta","text":"open"}"#),
            ("some_new_event", #","text":"ignored""#),
            ("message_delta", #","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":5}"#),
            ("message_stop", ""),
        ])
        let (reply, pieces) = try await model(LoopbackServer(always: .stream(body: body, size: 3))).pieces()
        #expect(reply.text == "open")
        #expect(pieces == ["open"])
    }

    @Test(arguments: [("refusal", ModelError.Kind.refused), ("model_context_window_exceeded", .contextOverflow)])
    func tellsWhyAReplyStopped(reason: String, kind: ModelError.Kind) async throws {
        let body = events([
            ("message_start", #","message":{"usage":{"input_tokens":10,"output_tokens":1}}"#),
            ("message_delta", ",\"delta\":{\"stop_reason\":\"\(reason)\"},\"usage\":{\"output_tokens\":5}"),
            ("message_stop", ""),
        ])
        #expect(await (try model(LoopbackServer(always: .stream(body: body, size: 30)))).failure()?.kind == kind)
    }

    @Test func readsAnAnswerThatIsNotStreamed() async throws {
        let body = #"""
            {"type":"message","content":[{"type":"thinking","thinking":"hm"},{"type":"text","text":"whole"}],
            "stop_reason":"end_turn","usage":{"input_tokens":3,"output_tokens":2}}
            """#
        let (reply, pieces) = try await model(LoopbackServer(always: .http(body: body))).pieces()
        #expect(pieces == ["whole"])
        #expect(reply.finishReason == .stop)
        #expect(reply.usage == TokenUsage(prompt: 3, completion: 2))
    }
}
