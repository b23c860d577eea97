import LanguageModels
import TestSupport
import Testing

@Suite struct OpenAIModelTests {
    private static let conversation = ModelRequest(
        messages: [
            Message(.system, "Be brief."), Message(.user, "Say “hi”/\n"), Message(.assistant, "hi"),
            Message(.user, "🐦"),
        ], maxOutputTokens: 99, temperature: 0.25)

    private func model(
        _ server: LoopbackServer, _ name: String = "openai/gpt-5-mini", environment: [String: String] = [:]
    ) throws -> any LanguageModel {
        var factory = try ProviderFixture.factory(server.url)
        factory.environment.merge(environment) { $1 }
        return ServedModel(base: try factory.model(named: name), server: server)
    }

    private func answer(_ events: String...) -> LoopbackServer {
        LoopbackServer(
            always: .stream(body: events.map { "data: \($0)\n\n" }.joined() + "data: [DONE]\n\n", size: 5))
    }

    @Test func sendsExactlyTheseBytes() async throws {
        let server = ProviderFixture.openai.server(saying: ["ok"])
        _ = try await model(server).respond(to: Self.conversation)
        let request = try #require(server.requests.first)
        #expect(
            request.body == """
                {"max_tokens":99,"messages":[{"content":"Be brief.","role":"system"},\
                {"content":"Say “hi”/\\n","role":"user"},{"content":"hi","role":"assistant"},\
                {"content":"🐦","role":"user"}],"model":"gpt-5-mini","stream":true,\
                "stream_options":{"include_usage":true},"temperature":0.25}
                """)
        #expect(request.method == "POST")
        #expect(request.target == "/v1/chat/completions")
        #expect(
            request.headers == [
                "host": "127.0.0.1:\(server.port)", "user-agent": "rlm", "content-type": "application/json",
                "accept": "application/json, text/event-stream", "content-length": "\(request.body.utf8.count)",
                "authorization": "Bearer \(ProviderFixture.key)",
            ])
    }

    @Test func sendsNothingThatIsNotSet() async throws {
        let server = ProviderFixture.openai.server(saying: ["ok"])
        _ = try await model(server).respond(to: ModelRequest(prompt: "x"))
        #expect(
            server.requests.first?.body == """
                {"messages":[{"content":"x","role":"user"}],"model":"gpt-5-mini","stream":true,\
                "stream_options":{"include_usage":true}}
                """)
    }

    @Test(arguments: [
        "", "/", "/v1", "/v1/", "/v1/chat/completions", "/v1/chat/completions/",
    ])
    func acceptsTheAddressInAllItsForms(suffix: String) async throws {
        let server = ProviderFixture.openai.server(saying: ["ok"])
        let model = try ProviderFixture.factory(server.url + suffix).model(named: "vllm/Qwen/Qwen3-14B")
        _ = try await model.respond(to: ModelRequest(prompt: "x"))
        #expect(server.requests.first?.target == "/v1/chat/completions")
        #expect(server.requests.first?.body.contains(#""model":"Qwen/Qwen3-14B""#) == true)
    }

    @Test func keepsAnotherPath() async throws {
        let server = ProviderFixture.openai.server(saying: ["ok"])
        let model = try ProviderFixture.factory(server.url + "/api/openai/").model(named: "openai/x")
        _ = try await model.respond(to: ModelRequest(prompt: "x"))
        #expect(server.requests.first?.target == "/api/openai/chat/completions")
    }

    @Test func countsCachedTokensAndPricesThem() async throws {
        let server = answer(
            #"{"choices":[{"delta":{"content":"a"},"finish_reason":"length"}]}"#,
            #"{"choices":[],"usage":{"prompt_tokens":1000,"completion_tokens":10,"prompt_tokens_details":{"cached_tokens":400}}}"#
        )
        let reply = try await model(server).respond(to: Self.conversation)
        #expect(reply.usage == TokenUsage(prompt: 1000, completion: 10, cachedPrompt: 400))
        #expect(reply.finishReason == .length)
        let cost = try #require(reply.costUSD)
        #expect(abs(cost - (600 * 0.25 + 400 * 0.025 + 10 * 2.0) / 1_000_000) < 1e-12)
    }

    @Test func takesTheCostThatTheProviderReports() async throws {
        let server = answer(
            #"{"choices":[{"delta":{"content":"a"},"finish_reason":"stop"}]}"#,
            #"{"choices":[],"usage":{"prompt_tokens":10,"completion_tokens":1,"cost":0.0125}}"#)
        let reply = try await model(server, "openrouter/qwen/qwen3-coder").respond(to: Self.conversation)
        #expect(reply.costUSD == 0.0125)
    }

    @Test func anUnknownPriceIsUnknownAndLocalModelsAreFree() async throws {
        let server = ProviderFixture.openai.server(saying: ["ok"])
        #expect(try await model(server, "openai/nobody-knows").respond(to: Self.conversation).costUSD == nil)
        #expect(try await model(server, "vllm/gpt-5").respond(to: Self.conversation).costUSD == 0)
    }

    @Test func estimatesTokensThatTheServerDoesNotCount() async throws {
        let server = answer(#"{"choices":[{"delta":{"content":"abcdefgh"},"finish_reason":"stop"}]}"#)
        let usage = try await model(server).respond(to: Self.conversation).usage
        #expect(usage.estimated)
        #expect(usage.completion == 2)
    }

    @Test(arguments: [
        [
            #"{"choices":[{"delta":{"reasoning_content":"hm"}}]}"#,
            #"{"choices":[{"delta":{"content":"yes"},"finish_reason":"stop"}]}"#,
        ],
        [
            #"{"choices":[{"delta":{"reasoning":"hm","content":""}}]}"#,
            #"{"choices":[{"delta":{"content":"yes"},"finish_reason":"stop"}]}"#,
        ],
        [
            #"{"choices":[{"delta":{"content":"<thi"}}]}"#, #"{"choices":[{"delta":{"content":"nk>hm</thi"}}]}"#,
            #"{"choices":[{"delta":{"content":"nk>yes"},"finish_reason":"stop"}]}"#,
        ],
        [#"{"choices":[{"delta":{"content":[{"type":"text","text":"yes"}]},"finish_reason":"stop"}]}"#],
        [
            #"{"choices":[{"delta":{"role":"assistant","content":null}}]}"#,
            #"{"choices":[{"delta":{"content":"yes"}}]}"#,
            #"{"choices":[{"delta":{},"finish_reason":"stop"}]}"#,
        ],
    ])
    func keepsReasoningOutOfTheText(events: [String]) async throws {
        let body = events.map { "data: \($0)\n\n" }.joined() + "data: [DONE]\n\n"
        let (reply, pieces) = try await model(LoopbackServer(always: .stream(body: body, size: 9))).pieces()
        #expect(reply.text == "yes")
        #expect(pieces == ["yes"])
    }

    @Test func waitsForTheEndOfReasoningThatBeginsUnseen() async throws {
        let server = answer(
            #"{"choices":[{"delta":{"content":"let me see"}}]}"#,
            #"{"choices":[{"delta":{"content":"</think>\n\nyes"},"finish_reason":"stop"}]}"#)
        let (reply, pieces) = try await model(server, "vllm/deepseek-ai/DeepSeek-R1").pieces()
        #expect(reply.text == "\n\nyes")
        #expect(pieces == ["\n\nyes"])
    }

    @Test func readsAnAnswerThatIsNotStreamed() async throws {
        let server = LoopbackServer(
            always: .http(
                body: #"""
                    {"choices":[{"message":{"role":"assistant","content":"<think>x</think>whole"},"finish_reason":"stop"}],
                    "usage":{"prompt_tokens":3,"completion_tokens":2}}
                    """#))
        let (reply, pieces) = try await model(server).pieces()
        #expect(reply.text == "whole")
        #expect(pieces == ["whole"])
        #expect(reply.usage == TokenUsage(prompt: 3, completion: 2))
    }

    @Test(arguments: [
        #"{"choices":[{"delta":{"refusal":"I will not."}}]}"#,
        #"{"choices":[{"delta":{},"finish_reason":"content_filter"}]}"#,
    ])
    func tellsARefusal(event: String) async throws {
        let server = answer(event, #"{"choices":[{"delta":{},"finish_reason":null}]}"#)
        #expect(await (try model(server)).failure()?.kind == .refused)
    }

    @Test func speaksTheDialectThatTheServerAsksFor() async throws {
        let server = LoopbackServer { request in
            if request.body.contains("\"max_tokens\"") {
                return .http(400, body: #"{"error":{"message":"Unsupported parameter: use 'max_completion_tokens'."}}"#)
            }
            if request.body.contains("stream_options") {
                return .http(422, body: #"{"detail":"stream_options: extra fields not permitted"}"#)
            }
            if request.body.contains("temperature") {
                return .http(400, body: #"{"error":{"message":"Unsupported value: 'temperature'"}}"#)
            }
            return .stream(body: ProviderFixture.openai.body(["ok"]), size: 100)
        }
        let model = try model(server)
        #expect(try await model.respond(to: Self.conversation).text == "ok")
        #expect(server.requests.count == 4)
        #expect(try await model.respond(to: Self.conversation).text == "ok")
        #expect(server.requests.count == 5, "what was learnt is remembered")
        #expect(server.requests.last?.body.contains(#""max_completion_tokens":99"#) == true)
    }

    @Test func givesUpOnAServerThatRejectsEveryDialect() async throws {
        let server = LoopbackServer { request in
            let name = request.body.contains("max_completion_tokens") ? "max_completion_tokens" : "max_tokens"
            return .http(400, body: #"{"error":{"message":"\#(name) is too large: 99."}}"#)
        }
        let model = try model(server)
        let failure = await withTaskGroup(of: ModelError?.self) { group in
            group.addTask { await model.failure() }
            group.addTask {
                try? await Task.sleep(for: .seconds(5))
                return nil
            }
            defer { group.cancelAll() }
            return await group.next() ?? nil
        }
        #expect(failure?.kind == .rejected(status: 400))
        #expect(server.requests.count == 2)
    }

    @Test func asksTheServerForTheContextWindowOnce() async throws {
        let server = LoopbackServer { request in
            request.target == "/v1/models"
                ? .http(body: #"{"data":[{"id":"other","max_model_len":1},{"id":"mine","max_model_len":4096}]}"#)
                : .http(404)
        }
        let model = try model(server, "vllm/mine")
        #expect(await model.contextWindow() == 4096)
        #expect(await model.contextWindow() == 4096)
        #expect(server.requests.count == 1)
    }

    @Test func asksLlamaCppForItsContextBesideThePath() async throws {
        let server = LoopbackServer { request in
            request.target == "/props"
                ? .http(body: #"{"default_generation_settings":{"n_ctx":8192}}"#)
                : .http(body: #"{"data":[{"id":"x"}]}"#)
        }
        #expect(await (try model(server, "llamacpp")).contextWindow() == 8192)
    }

    @Test func knowsTheWindowOfModelsWithAKnownPrice() async throws {
        let factory = try ProviderFixture.factory(nil)
        #expect(await (try factory.model(named: "openai/gpt-4o-2024-08-06")).contextWindow() == 128_000)
        #expect(await (try factory.model(named: "anthropic/claude-sonnet-4-20250514")).contextWindow() == 200_000)
    }
}
