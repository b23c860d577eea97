import LanguageModels
import Testing

@Suite struct ModelNameTests {
    static let servers = [
        "openai", "anthropic", "deepseek", "openrouter", "huggingface", "vllm", "llamacpp", "ollama", "gpu1",
    ]

    @Test(arguments: [
        ("openai/gpt-5", "openai", "gpt-5"),
        ("openrouter/qwen/qwen3-coder", "openrouter", "qwen/qwen3-coder"),
        ("command/claude -p", "command", "claude -p"),
        ("command//opt/bin/agent --flag", "command", "/opt/bin/agent --flag"),
        ("builtin", "builtin", ""),
        ("ollama", "ollama", ""),
        ("ollama/qwen3:14b", "ollama", "qwen3:14b"),
        ("scripted/a/b.txt", "scripted", "a/b.txt"),
        ("scripted//tmp/b.txt", "scripted", "/tmp/b.txt"),
        ("gpu1/llama3", "gpu1", "llama3"),
        ("OpenAI/gpt-5", "openai", "gpt-5"),
        ("hf/Qwen/Qwen3", "huggingface", "Qwen/Qwen3"),
        ("llama.cpp/x", "llamacpp", "x"),
    ])
    func parses(text: String, provider: String, model: String) throws {
        let name = try ModelName(parsing: text, servers: Self.servers)
        #expect(name == ModelName(provider: provider, model: model))
    }

    @Test(arguments: [
        ("opnai/gpt-5", "Did you mean openai/gpt-5?"),
        ("antropic/claude-x", "Did you mean anthropic/claude-x?"),
        ("olama", "Did you mean ollama?"),
        ("gpt-5", "Did you mean openai/gpt-5?"),
        ("claude-sonnet-4", "Did you mean anthropic/claude-sonnet-4?"),
        ("qwen3:14b", "Did you mean ollama/qwen3:14b?"),
        ("xyzzy/z", "Providers: anthropic,"),
        ("", "Providers: anthropic,"),
        ("builtin/big", "Write builtin."),
        ("command/  ", "Write it like 'command/claude -p'."),
        ("scripted/", "Write it like scripted/replies.txt."),
    ])
    func namesWhatWasMeant(text: String, hint: String) throws {
        let error = #expect(throws: ModelError.self) { try ModelName(parsing: text, servers: Self.servers) }
        #expect(error?.kind == .configuration)
        #expect(error?.hint?.hasPrefix(hint) == true, "\(error?.hint ?? "no hint")")
    }

    @Test func neverRepeatsControlCharacters() throws {
        let error = #expect(throws: ModelError.self) {
            try ModelName(parsing: "bad\u{1B}[31m/x\u{07}", servers: Self.servers)
        }
        #expect(error?.description.unicodeScalars.contains { $0.value < 32 } == false)
    }
}
