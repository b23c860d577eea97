import Configuration
import LanguageModels
import TestSupport
import Testing

@Suite struct ReadinessTests {
    /// A factory without keys whose local servers are all out of reach, but for the one given.
    private func factory(_ environment: [String: String] = [:], ollama: LoopbackServer? = nil) throws -> ModelFactory {
        let port = LoopbackServer(always: .http()).port
        var factory = ModelFactory(try Configuration().settings, environment: environment, prices: PriceTable())
        for name in ["ollama", "vllm", "llamacpp"] { factory.providers[name]?.baseURL = "http://127.0.0.1:\(port)" }
        if let ollama { factory.providers["ollama"]?.baseURL = ollama.url }
        return factory
    }

    private func entry(_ name: String, _ factory: ModelFactory, askServers: Bool = false) async throws -> ModelReadiness
    {
        let all = await factory.readiness(askServers: askServers)
        return try #require(all.first { $0.provider == name })
    }

    @Test func theBuiltInModelIsAlwaysReady() async throws {
        let all = await (try factory()).readiness()
        #expect(all.first?.provider == "builtin")
        #expect(all.first?.isReady == true)
        #expect(Set(all.map(\.provider)).count == all.count)
        #expect(all.contains { $0.provider == "command/claude" })
    }

    @Test func aMissingKeyIsAllThatIsMissing() async throws {
        let missing = try await entry("deepseek", try factory())
        #expect(!missing.isConfigured && !missing.isReady)
        #expect(missing.advice == "Set DEEPSEEK_API_KEY to your key.")
        let present = try await entry("deepseek", try factory(["DEEPSEEK_API_KEY": "sk-x"]))
        #expect(present.isConfigured && present.isReady && present.isReachable == nil)
        #expect(present.model == "deepseek-chat")
        #expect(!present.detail.contains("sk-x"))
    }

    @Test func ollamaTellsItsModels() async throws {
        let server = LoopbackServer { request in
            request.target == "/api/tags"
                ? .http(body: #"{"models":[{"name":"qwen3:14b"},{"name":"llama3:latest"}]}"#) : .http(404)
        }
        let found = try await entry("ollama", try factory(ollama: server))
        #expect(found.isReady && found.isReachable == true)
        #expect(found.models == ["qwen3:14b", "llama3:latest"])
        let chosen = try await entry("ollama", try factory(["OLLAMA_MODEL": "llama3"], ollama: server))
        #expect(chosen.isReady)
        #expect(chosen.model == "llama3")
        let missing = try await entry("ollama", try factory(["OLLAMA_MODEL": "mistral"], ollama: server))
        #expect(!missing.isReady)
        #expect(missing.advice == "mistral is not there. Get it with: ollama pull mistral")
    }

    @Test func anOllamaWithoutModelsSaysHowToGetOne() async throws {
        let server = LoopbackServer(always: .http(body: #"{"models":null}"#))
        let found = try await entry("ollama", try factory(ollama: server))
        #expect(!found.isReady && found.isReachable == true)
        #expect(found.advice?.contains("ollama pull") == true)
    }

    @Test func aServerThatIsNotThereSaysHowToStartIt() async throws {
        let found = try await entry("vllm", try factory())
        #expect(found.isReachable == false && !found.isReady)
        #expect(found.advice?.contains("vllm serve") == true)
    }

    @Test func asksOthersOnlyWhenToldTo() async throws {
        let server = LoopbackServer(always: .http(body: #"{"data":[{"id":"gpt-5"},{"id":"gpt\u001b-6"}]}"#))
        var factory = try factory(["OPENAI_API_KEY": "sk-x"])
        factory.providers["openai"]?.baseURL = server.url
        let found = try await entry("openai", factory, askServers: true)
        #expect(found.isReady && found.models == ["gpt-5", "gpt -6"])
        #expect(server.requests.map(\.target) == ["/v1/models"])
        #expect(server.requests.first?.headers["authorization"] == "Bearer sk-x")
    }

    @Test func aServerThatRefusesTheKeyIsNotReady() async throws {
        let server = LoopbackServer(always: .http(401, body: #"{"error":{"message":"bad key sk-secret-0123456789"}}"#))
        var factory = try factory(["OPENAI_API_KEY": "sk-secret-0123456789"])
        factory.providers["openai"]?.baseURL = server.url
        let found = try await entry("openai", factory)
        #expect(!found.isReady)
        #expect(!found.detail.contains("0123456789"))
        #expect(found.advice == "Set OPENAI_API_KEY to your key.")
    }

    @Test func aProgramIsReadyWhenItIsInstalled() async throws {
        var factory = try factory(["PATH": "/usr/bin:/bin"])
        factory.commands["claude"]?.program = ["sh", "-c"]
        factory.commands["codex"]?.program = ["no-such-program"]
        #expect(try await entry("command/claude", factory).isReady)
        let missing = try await entry("command/codex", factory)
        #expect(!missing.isReady)
        #expect(missing.advice?.contains("Install no-such-program") == true)
    }
}
