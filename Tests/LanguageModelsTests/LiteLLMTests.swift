import LanguageModels
import Testing

/// The providers against an implementation of both protocols that is not ours: LiteLLM's proxy, from PyPI.
///
/// RLM_TEST_LITELLM=1 turns it on. `LiteLLM/proxy` says what the first run installs.
@Suite(.enabled(if: LiteLLMProxy.isWanted), .serialized, LiteLLMProxy())
struct LiteLLMTests {
    private static let said = "The quick brown fox\n```repl\nprint(\"hé 🐦\")\n```"
    private static let conversation = ModelRequest(
        messages: [
            Message(.system, "Be brief."), Message(.user, "hi"), Message(.assistant, "Yes?"), Message(.user, "Say it."),
        ], maxOutputTokens: 200, temperature: 0.5)

    private func factory() throws -> ModelFactory {
        var factory = try ProviderFixture.factory(LiteLLMProxy.url)
        factory.environment = ["OPENAI_API_KEY": LiteLLMProxy.key, "ANTHROPIC_API_KEY": LiteLLMProxy.key]
        return factory
    }

    @Test(arguments: ["openai/mock", "openai/relayed", "openai/mock-anthropic", "anthropic/relayed"])
    func streamsAReplyWithItsUsage(name: String) async throws {
        let model = try factory().model(named: name)
        for request in [Self.conversation, ModelRequest(prompt: "hi")] {
            let (reply, pieces) = try await model.pieces(request)
            #expect(reply.text == Self.said)
            #expect(pieces.joined() == Self.said)
            #expect(pieces.count > 5, "it came in pieces")
            #expect(reply.finishReason == .stop)
            #expect(!reply.usage.estimated && reply.usage.prompt > 0 && reply.usage.completion > 0)
        }
    }

    @Test func readsAMessageThatIsNotStreamed() async throws {
        let (reply, pieces) = try await factory().model(named: "anthropic/mock").pieces(Self.conversation)
        #expect(reply.text == Self.said)
        #expect(pieces == [Self.said])
        #expect(reply.finishReason == .stop)
        #expect(!reply.usage.estimated && reply.usage.completion > 0)
    }

    @Test(
        arguments: ["openai", "anthropic"],
        [
            ("mock-rate-limited", ModelError.Kind.rateLimited(retryAfter: nil)), ("mock-overflow", .contextOverflow),
            ("mock-failing", .serverFailure(status: 500)), ("no-such-model", .unknownModel),
        ])
    func tellsFailures(provider: String, failure: (model: String, kind: ModelError.Kind)) async throws {
        let error = await (try factory().model(named: "\(provider)/\(failure.model)")).failure()
        #expect(error?.kind == failure.kind, "\(error?.description ?? "a reply")")
    }

    @Test(arguments: ["openai/mock", "anthropic/relayed"])
    func answersManyAtOnce(name: String) async throws {
        let model = try factory().model(named: name)
        try await withThrowingTaskGroup { group in
            for index in 0..<16 {
                group.addTask { try await model.respond(to: ModelRequest(prompt: "number \(index)")).text }
            }
            for try await text in group { #expect(text == Self.said) }
        }
    }

    @Test func tellsItsModelsAndTheirContext() async throws {
        let factory = try factory()
        let entry = await factory.readiness(askServers: true).first { $0.provider == "openai" }
        #expect(entry?.isReady == true)
        #expect(entry?.models.contains("mock-overflow") == true)
        #expect(await (try factory.model(named: "openai/mock")).contextWindow() == 128_000)
    }
}
