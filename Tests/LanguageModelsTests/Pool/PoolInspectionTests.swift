import Configuration
import LanguageModels
import TestSupport
import Testing

@Suite struct PoolInspectionTests {
    @Test func ollamaTellsWhatIsInMemoryAndWhere() async throws {
        let server = LoopbackServer { request in
            switch request.target {
            case "/api/tags": .http(body: #"{"models":[{"name":"qwen3:14b"},{"name":"llama3:latest"}]}"#)
            case "/api/ps": .http(body: #"{"models":[{"name":"qwen3:14b","size":1000,"size_vram":480}]}"#)
            default: .http(404)
            }
        }
        let folder = try TemporaryFolder()
        let gone = LoopbackServer(always: .http()).url
        let text = """
            [providers.a]
            kind = "ollama"
            base-url = "\(server.url)"
            [providers.b]
            kind = "ollama"
            base-url = "\(gone)"
            [pools.p]
            members = ["a/qwen3:14b", "a/llama3", "a/mistral", "b/qwen3:14b"]
            """
        let file = try folder.write(text, to: "config.toml")
        let factory = ModelFactory(try Configuration(file: file).settings, environment: [:], prices: PriceTable())
        let found = await (try factory.pool(named: "p")).inspections()
        #expect(found.map(\.hasModel) == [true, true, false, nil])
        #expect(found.map(\.isLoaded) == [true, false, false, nil])
        #expect(found.map(\.onGPU) == [0.48, nil, nil, nil])
        #expect(found.map(\.isReady) == [true, true, false, false])
        #expect(found[3].problem?.contains("Nothing answers") == true)
        let entry = try #require(await factory.readiness().first { $0.provider == "pool/p" })
        #expect(entry.isReady && entry.detail == "2 of 4 members ready")
        #expect(entry.advice?.contains("a/mistral (does not have the model)") == true)
    }

    @Test func aServerThatRefusesTheKeyIsNotReadyAndOneWithoutAListIs() async throws {
        let fixture = try PoolFixture([LoopbackServer(always: .failure(401)), LoopbackServer(always: .http(404))])
        let found = await fixture.pool.inspections()
        #expect(found.map(\.isReady) == [false, true])
        #expect(found[0].problem?.contains("401") == true)
    }
}
