import Configuration
import LanguageModels
import TestSupport
import Testing

@Suite struct PoolFactoryTests {
    private func factory(_ text: String, environment: [String: String] = [:]) throws -> ModelFactory {
        let folder = try TemporaryFolder()
        let file = try folder.write(text, to: "config.toml")
        return ModelFactory(
            try Configuration(file: file).settings, environment: environment, prices: try .embedded())
    }

    @Test func aProviderWithSeveralHostsIsAPoolWithoutFurtherWords() async throws {
        let servers = (0..<2).map { _ in ProviderFixture.ollama.server(saying: ["ok"]) }
        let hosts = servers.map { "\"\($0.url)\"" }.joined(separator: ", ")
        // The variable is often set for Ollama's own programs.
        let factory = try factory(
            "[providers.ollama]\nhosts = [\(hosts)]", environment: ["OLLAMA_HOST": "127.0.0.1:1"])
        let pool = try #require(try factory.model(named: "ollama/qwen3:14b") as? PoolModel)
        #expect(pool.name == "ollama/qwen3:14b")
        #expect(pool.members.map(\.model.name) == servers.map { "ollama/qwen3:14b@127.0.0.1:\($0.port)" })
        let reply = try await pool.respond(to: ModelRequest(prompt: "x"))
        #expect(reply.text == "ok" && reply.costUSD == 0)
        #expect(reply.answeredBy?.hasPrefix("ollama/qwen3:14b@") == true)
        #expect(servers.flatMap(\.requests).contains { $0.body.contains("\"qwen3:14b\"") })
    }

    @Test func rootAndSubModelShareWhatThePoolKnows() throws {
        let factory = try factory("[pools.a]\nmembers = [\"ollama/x\"]\n[aliases]\nfast = \"pool/a\"")
        let root = try #require(try factory.model(named: "pool/a") as? PoolModel)
        #expect(try factory.model(named: "fast", role: .sub) as? PoolModel === root)
    }

    @Test func oneOwnServersComeBeforeHostedOnes() throws {
        let factory = try factory(
            """
            [providers.gpu]
            kind = "openai"
            base-url = "http://gpu:8000/v1"
            [pools.a]
            members = ["anthropic/claude-haiku-4-5", "ollama/x", "gpu/x", "command/claude", { model = "gpu/y", priority = 7, concurrency = 3 }]
            """)
        let members = try factory.pool(named: "a").members
        #expect(members.map(\.priority) == [2, 1, 1, 2, 7])
        #expect(members.map(\.hedges) == [false, true, true, false, true])
        #expect(members.last?.concurrency == .init(start: 3, most: 3))
    }

    @Test func whatCannotBeIsSaid() throws {
        let factory = try factory("[pools.coder]\nmembers = [\"ollama/x\"]\n[aliases]\na = \"b\"\nb = \"a\"")
        func message(_ name: String) -> String {
            do throws(ModelError) {
                _ = try factory.model(named: name)
                return ""
            } catch {
                return error.description
            }
        }
        #expect(message("pool/codre").contains("Did you mean pool/coder?"))
        #expect(message("pool").contains("Write it like pool/NAME"))
        #expect(message("a").contains("leads back to itself"))
    }
}
