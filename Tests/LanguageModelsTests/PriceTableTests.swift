import Configuration
import LanguageModels
import Testing

@Suite struct PriceTableTests {
    private static let table = PriceTable([
        "gpt-5": ModelPrice(prompt: 1, completion: 2), "gpt-5-mini": ModelPrice(prompt: 3, completion: 4),
        "gpt-4o": ModelPrice(prompt: 5, completion: 6), "gpt-4o-2024-05-13": ModelPrice(prompt: 7, completion: 8),
        "claude-sonnet-4": ModelPrice(prompt: 9, completion: 10), "qwen3*": ModelPrice(prompt: 11, completion: 12),
        "qwen3-coder*": ModelPrice(prompt: 13, completion: 14), "deepseek/chat": ModelPrice(prompt: 15, completion: 16),
        "ollama/paid": ModelPrice(prompt: 17, completion: 18),
    ])

    @Test(arguments: [
        ("openai/gpt-5", 1.0), ("openai/GPT-5", 1), ("openai/gpt-5-2025-08-07", 1), ("openai/gpt-5-mini-2025-08-07", 3),
        ("openai/gpt-5-nano", nil), ("openai/gpt-5.1", nil), ("openai/gpt-50", nil), ("openai/gpt-4o-latest", 5),
        ("openai/gpt-4o-2024-11-20", 5), ("openai/gpt-4o-2024-05-13", 7), ("anthropic/claude-sonnet-4-20250514", 9),
        ("anthropic/claude-sonnet-4@20250514", 9), ("anthropic/claude-sonnet-4-5", nil),
        ("anthropic/claude-sonnet", nil),
        ("openrouter/openai/gpt-5", 1), ("openrouter/qwen/qwen3-coder:free", 13), ("openrouter/qwen/qwen3-8b", 11),
        ("deepseek/chat", 15), ("openai/chat", nil), ("openai/", nil), ("openai/-20250514", nil),
    ])
    func findsThePrice(text: String, prompt: Double?) throws {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let name = ModelName(provider: parts[0], model: parts[1])
        #expect(Self.table.price(of: name, isLocal: false)?.prompt == prompt)
    }

    @Test func whatRunsLocallyIsFreeUnlessTheTableOrItsNameSaysOtherwise() {
        #expect(Self.table.price(of: ModelName(provider: "ollama", model: "gpt-5"), isLocal: true) == .free)
        #expect(Self.table.price(of: ModelName(provider: "ollama", model: "paid"), isLocal: true)?.prompt == 17)
        #expect(Self.table.price(of: ModelName(provider: "ollama", model: "big:120b-cloud"), isLocal: true) == nil)
    }

    @Test func addsUpACall() {
        let price = ModelPrice(prompt: 10, cachedPrompt: 1, cacheWrite: 12, completion: 100)
        let usage = TokenUsage(prompt: 1000, completion: 10, cachedPrompt: 500)
        let dollars = Double(400 * 10 + 500 * 1 + 100 * 12 + 10 * 100) / 1_000_000
        #expect(price.cost(of: usage, cacheWriteTokens: 100) == dollars)
        #expect(ModelPrice.free.cost(of: usage) == 0)
    }

    @Test func theEmbeddedPricesKnowWellKnownModels() throws {
        let table = try PriceTable.embedded()
        for name in [
            "gpt-5", "gpt-5-mini", "gpt-4o-2024-08-06", "claude-sonnet-4-20250514", "claude-opus-4-1-20250805",
            "deepseek-chat",
        ] {
            let price = try #require(table.price(of: ModelName(provider: "x", model: name), isLocal: false), "\(name)")
            #expect(price.prompt > 0 && price.completion > price.prompt && price.cachedPrompt <= price.prompt)
            #expect((price.contextWindow ?? 0) >= 100_000)
        }
    }

    @Test func aUsersFileAddsAndReplaces() throws {
        let own = try PriceTable(
            toml: "[prices]\nmine = { prompt = 1, completion = 2 }\n\"gpt-5\" = { prompt = 9, completion = 9 }",
            name: "own")
        let table = Self.table.merging(own)
        #expect(table.price(of: ModelName(provider: "x", model: "mine"), isLocal: false)?.completion == 2)
        #expect(table.price(of: ModelName(provider: "x", model: "gpt-5"), isLocal: false)?.prompt == 9)
    }

    @Test(arguments: [
        ("[prices]\nx = 3", "x is a table"), ("[prices]\nx = { prompt = 1 }", "needs prompt and completion"),
        ("[prices]\nx = { promt = 1, completion = 2 }", "did you mean prompt?"),
        ("[price]\n", "prices stand in [prices]"),
        ("[prices]\nx = { prompt = -1, completion = 2 }", "0 or more"), ("nonsense", "TOML"),
    ])
    func saysWhatIsWrongAndWhere(text: String, said: String) throws {
        let error = #expect(throws: ConfigurationError.self) { try PriceTable(toml: text, name: "own.toml") }
        #expect(error?.place.hasPrefix("own.toml") == true)
        #expect(error?.message.contains(said) == true, "\(error?.message ?? "")")
    }
}
