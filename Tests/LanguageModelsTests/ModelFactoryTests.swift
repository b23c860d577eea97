import LanguageModels
import TestSupport
import Testing

@Suite struct ModelFactoryTests {
    @Test func anyServerOfTheConfigurationIsAProvider() async throws {
        let server = ProviderFixture.ollama.server(saying: ["from gpu1"])
        var factory = try ProviderFixture.factory(nil)
        factory.providers["gpu1"] = ModelProvider(.ollama, baseURL: server.url)
        let model = try factory.model(named: "gpu1/qwen3:14b")
        #expect(model.name == "gpu1/qwen3:14b")
        #expect(try await model.respond(to: ModelRequest(prompt: "x")).text == "from gpu1")
    }

    @Test(arguments: ProviderFixture.all)
    func oneAddressRedirectsEveryServer(fixture: ProviderFixture) async throws {
        let server = fixture.server(saying: ["ok"])
        var factory = try ProviderFixture.factory(server.url)
        factory.environment["OLLAMA_HOST"] = "elsewhere"
        factory.environment["OPENAI_BASE_URL"] = "http://elsewhere"
        factory.environment["ANTHROPIC_BASE_URL"] = "http://elsewhere"
        #expect(try await factory.model(named: fixture.name + "/m").respond(to: ModelRequest(prompt: "x")).text == "ok")
    }

    @Test(arguments: [
        ("openai", "OPENAI_BASE_URL", "/v1"), ("anthropic", "ANTHROPIC_BASE_URL", ""), ("ollama", "OLLAMA_HOST", ""),
    ])
    func theVariablesOfTheFieldMoveAServer(name: String, variable: String, path: String) async throws {
        let fixture = try #require(ProviderFixture.all.first { $0.name == name })
        let server = fixture.server(saying: ["ok"])
        var factory = try ProviderFixture.factory(nil)
        factory.environment[variable] = server.url + path
        #expect(try await factory.model(named: name + "/m").respond(to: ModelRequest(prompt: "x")).text == "ok")
    }

    @Test func aProviderAloneMeansItsUsualModel() throws {
        var factory = try ProviderFixture.factory(nil)
        #expect(try factory.model(named: "openai").name == "openai/gpt-5")
        #expect(try factory.model(named: "llamacpp").name == "llamacpp/default")
        let error = #expect(throws: ModelError.self) { try factory.model(named: "ollama") }
        #expect(error?.hint?.hasPrefix("Set OLLAMA_MODEL") == true)
        factory.environment["OLLAMA_MODEL"] = "qwen3:14b"
        #expect(try factory.model(named: "ollama").name == "ollama/qwen3:14b")
    }

    @Test func aMistypedProviderNamesTheNearest() throws {
        let error = #expect(throws: ModelError.self) { try ProviderFixture.factory(nil).model(named: "opnai/gpt-5") }
        #expect(error?.kind == .configuration)
        #expect(error?.hint == "Did you mean openai/gpt-5?")
    }

    @Test(arguments: ["localhost:8000", "ftp://x", "nonsense"])
    func anAddressThatIsNoneSaysHowToWriteOne(url: String) async throws {
        let error = await (try ProviderFixture.factory(url).model(named: "openai/x")).failure()
        #expect(error?.kind == .configuration)
        #expect(error?.hint?.contains("http://host:port") == true)
    }

    @Test func commandsAndTheBuiltInModelComeFromTheirNames() throws {
        let factory = try ProviderFixture.factory(nil)
        #expect(try factory.model(named: "command/claude -p").name == "command/claude -p")
        #expect(try factory.model(named: "builtin").needsREPL)
    }
}
