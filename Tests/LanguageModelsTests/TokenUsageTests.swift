import Configuration
import TestSupport
import Testing

@testable import LanguageModels

@Suite struct TokenUsageTests {
    @Test func takesNoNumberFromAServerThatCannotBeAdded() {
        let absurd = TokenUsage(prompt: .max, completion: .max, cachedPrompt: .max)
        let sum = (1...1_000).reduce(absurd) { sum, _ in sum + absurd }
        #expect(sum.total > 0)
        #expect(TokenUsage(prompt: -5, completion: -1).total == 0, "a limit cannot be pushed away")
    }

    @Test(arguments: [(-1, 0), (1e300, 1e9), (.infinity, 1e9), (0.25, 0.25)])
    func takesNoCostFromAServerThatCannotBe(told: Double, cost: Double) {
        #expect(ModelReply(text: "", usage: TokenUsage(), costUSD: told).costUSD == cost)
    }

    @Test func addsUpWhatAnthropicTellsWhateverItIs() async throws {
        let body = ProviderFixture.anthropic.body(["ok"]).replacing(
            "\"input_tokens\":11",
            with: "\"input_tokens\":9223372036854775807,\"cache_read_input_tokens\":9223372036854775807")
        let model = try ProviderFixture.anthropic.model(LoopbackServer(always: .stream(body: body, size: 50)))
        let usage = try await model.respond(to: ModelRequest(prompt: "x")).usage
        #expect(usage.total > 1 << 40)
    }

    @Test func refusesAPriceTableWithNumbersBeyondMeaning() {
        #expect(throws: ConfigurationError.self) {
            try PriceTable(
                toml: "[prices.x]\nprompt = 1\ncompletion = 1\ncontext = 9223372036854775807", name: "prices.toml")
        }
    }
}
