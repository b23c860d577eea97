import LanguageModels
import TestSupport
import Testing

@Suite struct OllamaModelTests {
    /// An Ollama with a model of this context length that reads `reported` tokens of each prompt.
    private func server(
        context: Int? = 40_960, parameters: String = "",
        reported: @escaping @Sendable (ReceivedRequest) -> Int = { $0.body.utf8.count / 6 }
    ) -> LoopbackServer {
        LoopbackServer { request in
            if request.target == "/api/show" {
                let length = context.map { ",\"qwen3.context_length\":\($0)" } ?? ""
                return .http(
                    body: "{\"parameters\":\(ProviderFixture.json(parameters)),"
                        + "\"model_info\":{\"general.architecture\":\"qwen3\"\(length)}}")
            }
            let body = ProviderFixture.ollama.body(["ok"])
            return .stream(
                type: "application/x-ndjson",
                pieces: [
                    body.split(separator: "\"prompt_eval_count\":11").joined(
                        separator: "\"prompt_eval_count\":\(reported(request))")
                ])
        }
    }

    private func factory(_ server: LoopbackServer) throws -> ModelFactory { try ProviderFixture.factory(server.url) }

    private func sizes(_ server: LoopbackServer) -> [Int] {
        server.requests.compactMap { request in
            request.body.firstMatch(of: /"num_ctx":(\d+)/).flatMap { Int($0.1) }
        }
    }

    private func prompt(_ bytes: Int) -> ModelRequest {
        ModelRequest(prompt: String(repeating: "word ", count: bytes / 5))
    }

    @Test func sendsExactlyTheseBytes() async throws {
        let server = server()
        let model = try factory(server).model(named: "ollama/qwen3:14b")
        let reply = try await model.respond(
            to: ModelRequest(
                messages: [Message(.system, "s"), Message(.user, "u/")], maxOutputTokens: 50, temperature: 0))
        #expect(server.requests.map(\.target) == ["/api/show", "/api/chat"])
        #expect(server.requests.first?.body == #"{"model":"qwen3:14b"}"#)
        #expect(
            server.requests.last?.body == """
                {"messages":[{"content":"s","role":"system"},{"content":"u/","role":"user"}],"model":"qwen3:14b",\
                "options":{"num_ctx":8192,"num_predict":50,"temperature":0},"shift":false,"stream":true,"truncate":false}
                """)
        #expect(reply.costUSD == 0)
        #expect(await model.contextWindow() == 40_960)
        #expect(server.requests.count == 2, "the model was asked for once")
    }

    @Test func growsTheContextInStepsUpToTheModelsOwn() async throws {
        let server = server()
        let model = try factory(server).model(named: "ollama/m")
        for bytes in [100, 20_000, 60_000, 90_000, 100] { _ = try await model.respond(to: prompt(bytes)) }
        #expect(sizes(server) == [8192, 16_384, 32_768, 40_960, 40_960], "it grows and never shrinks")
    }

    @Test func rootAndSubModelAgreeOnTheContext() async throws {
        let server = server()
        let factory = try factory(server)
        _ = try await factory.model(named: "ollama/m", role: .sub).respond(to: prompt(60_000))
        _ = try await factory.model(named: "ollama/m").respond(to: prompt(10))
        _ = try await factory.model(named: "ollama/other").respond(to: prompt(10))
        #expect(sizes(server) == [32_768, 32_768, 8192])
    }

    @Test func countsDigitsAndOtherScriptsAsManyTokens() async throws {
        for text in [String(repeating: "7", count: 20_000), String(repeating: "字", count: 10_000)] {
            let server = server()
            _ = try await factory(server).model(named: "ollama/m").respond(to: ModelRequest(prompt: text))
            #expect(sizes(server) == [32_768], "20,000 tokens and room for the reply")
        }
    }

    @Test func startsWithTheContextThatTheModelFileSets() async throws {
        let server = server(parameters: "stop \"x\"\nnum_ctx                        32768\n")
        _ = try await factory(server).model(named: "ollama/m").respond(to: prompt(10))
        #expect(sizes(server) == [32_768])
    }

    @Test func staysBelowTheLimitOfTheSettings() async throws {
        let server = server()
        var factory = try factory(server)
        factory.providers["ollama"]?.contextWindow = 6000
        let model = try factory.model(named: "ollama/m")
        _ = try await model.respond(to: prompt(1000))
        #expect(sizes(server) == [6000])
        #expect(await model.contextWindow() == 6000)
    }

    @Test func refusesAPromptThatCannotFit() async throws {
        let server = server(context: 2048)
        let error = await (try factory(server).model(named: "ollama/m")).failure(prompt(100_000))
        #expect(error?.kind == .contextOverflow)
        #expect(error?.message.contains("2048") == true)
        #expect(server.requests.map(\.target) == ["/api/show"], "nothing was sent to be cut")
    }

    @Test func noticesThatTheServerCutThePrompt() async throws {
        let server = server { $0.body.contains("\"num_ctx\":8192") ? 8192 : 9000 }
        let model = try factory(server).model(named: "ollama/m")
        let error = await model.failure(prompt(9000))
        #expect(error?.kind == .contextOverflow)
        #expect(error?.message.contains("8192") == true)
        #expect(await model.failure(prompt(9000)) == nil, "the next call asks for more")
        #expect(sizes(server) == [8192, 16_384])
    }

    @Test func noticesThatTheServerDroppedMessages() async throws {
        let server = server(context: 8192) { _ in 300 }
        let messages = (0..<10).map {
            Message($0.isMultiple(of: 2) ? .user : .assistant, String(repeating: "word ", count: 1200))
        }
        let error = await (try factory(server).model(named: "ollama/m")).failure(
            ModelRequest(messages: messages + [Message(.user, "?")]))
        #expect(error?.kind == .contextOverflow)
    }

    @Test func asksForMoreWhenTheServerSaysThatThePromptIsTooLong() async throws {
        let server = LoopbackServer { request in
            if request.target == "/api/show" {
                return .http(body: #"{"model_info":{"general.architecture":"a","a.context_length":20000}}"#)
            }
            if request.body.contains("\"num_ctx\":20000") {
                return .stream(type: "application/x-ndjson", pieces: [ProviderFixture.ollama.body(["ok"])])
            }
            return .http(400, body: #"{"error":"the input length exceeds the context length"}"#)
        }
        let model = try factory(server).model(named: "ollama/m")
        #expect(try await model.respond(to: prompt(100)).text == "ok")
        #expect(sizes(server) == [8192, 16_384, 20_000])
    }

    @Test func givesUpWhenTheLargestContextIsTooSmall() async throws {
        let server = LoopbackServer { request in
            request.target == "/api/show"
                ? .http(body: #"{"model_info":{"general.architecture":"a","a.context_length":20000}}"#)
                : .http(400, body: #"{"error":"the input length exceeds the context length"}"#)
        }
        #expect(await (try factory(server).model(named: "ollama/m")).failure()?.kind == .contextOverflow)
        #expect(sizes(server) == [8192, 16_384, 20_000])
    }

    @Test func saysHowToGetAModelThatIsMissing() async throws {
        let server = LoopbackServer(always: .http(404, body: #"{"error":"model 'qwen3:99b' not found"}"#))
        let error = await (try factory(server).model(named: "ollama/qwen3:99b")).failure()
        #expect(error?.kind == .unknownModel)
        #expect(error?.hint == "Get it with: ollama pull qwen3:99b")
    }

    @Test func leavesTheContextOfForwardedModelsToTheirServer() async throws {
        let server = LoopbackServer { request in
            request.target == "/api/show"
                ? .http(body: #"{"remote_host":"https://ollama.com","model_info":{"general.architecture":"a"}}"#)
                : .stream(type: "application/x-ndjson", pieces: [ProviderFixture.ollama.body(["ok"])])
        }
        let reply = try await factory(server).model(named: "ollama/big:cloud").respond(to: prompt(10))
        #expect(server.requests.last?.body.contains("num_ctx") == false)
        #expect(reply.costUSD == nil)
    }

    @Test func keepsThinkingOutOfTheText() async throws {
        let lines = [
            #"{"message":{"role":"assistant","content":"","thinking":"hm"},"done":false}"#,
            #"{"message":{"content":"<think>more</think>"},"done":false}"#,
            #"{"message":{"content":"yes"},"done":false}"#,
            #"{"message":{"content":""},"done":true,"done_reason":"length","prompt_eval_count":5,"eval_count":6}"#,
        ]
        let server = ProviderFixture.ollama.server(
            .stream(type: "application/x-ndjson", body: lines.joined(separator: "\n"), size: 10))
        let reply = try await ProviderFixture.ollama.model(server).respond(to: prompt(10))
        #expect(reply.text == "yes")
        #expect(reply.finishReason == .length)
    }
}
