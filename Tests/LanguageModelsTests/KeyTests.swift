import FoundationEssentials
import HTTPTransport
import LanguageModels
import TestSupport
import Testing

@testable import LanguageModels

@Suite struct KeyTests {
    @Test(arguments: [
        ("openai/x", "OPENAI_API_KEY"), ("anthropic/x", "ANTHROPIC_API_KEY"), ("deepseek/x", "DEEPSEEK_API_KEY"),
        ("openrouter/x/y", "OPENROUTER_API_KEY"), ("huggingface/x/y", "HF_TOKEN"),
    ])
    func aMissingKeySaysWhichVariableToSet(name: String, variable: String) async throws {
        for value in [nil, ""] {
            var factory = try ProviderFixture.factory(nil)
            factory.environment = [:]
            factory.environment[variable] = value
            let error = await (try factory.model(named: name)).failure()
            #expect(error?.kind == .authentication)
            #expect(error?.hint == "Set \(variable) to your key.")
        }
    }

    @Test func aServerElsewhereNeedsNoKey() async throws {
        let server = ProviderFixture.openai.server(saying: ["ok"])
        var factory = try ProviderFixture.factory(server.url)
        factory.environment = [:]
        _ = try await factory.model(named: "openai/x").respond(to: ModelRequest(prompt: "x"))
        #expect(server.requests.first?.headers["authorization"] == nil)
    }

    @Test func aKeyThatCannotBeOneIsRefusedWithoutBeingShown() async throws {
        var factory = try ProviderFixture.factory(nil)
        factory.environment["OPENAI_API_KEY"] = "sk-1\r\nEvil: header"
        let error = await (try factory.model(named: "openai/x")).failure()
        #expect(error?.kind == .authentication)
        #expect(error?.description.contains("Evil") == false)
        #expect(error?.message.contains("OPENAI_API_KEY") == true)
    }

    @Test(arguments: [
        ("https://gpu.example", false, true), ("http://gpu.example", false, false),
        ("http://192.168.1.5:8000", false, false),
        ("http://gpu.example", true, true), ("http://127.0.0.1:8000", false, true), ("http://localhost", false, true),
        ("http://[::1]:1", false, true), ("http://127.0.0.1.example", false, false),
    ])
    func aKeyTravelsEncryptedOrNotAtAll(url: String, allowed: Bool, sent: Bool) throws {
        var server = ModelServer(model: "m", baseURL: url, key: KeySource())
        server.sendKeyInClear = allowed
        #expect(server.mayCarryKey(try server.address()) == sent)
    }

    @Test func asksTheCredentialCommandOnce() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "rlm-key-\(UInt64.random(in: 0 ... .max))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let log = folder.appending(path: "log").path
        let server = ProviderFixture.openai.server(saying: ["ok"])
        var factory = try ProviderFixture.factory(server.url)
        factory.environment = [:]
        factory.providers["openai"]?.credentialCommand = ["sh", "-c", "echo x >> \"$0\"; echo sk-from-command", log]
        let model = try factory.model(named: "openai/x")
        for _ in 0..<2 { _ = try await model.respond(to: ModelRequest(prompt: "x")) }
        #expect(
            server.requests.map { $0.headers["authorization"] } == ["Bearer sk-from-command", "Bearer sk-from-command"])
        #expect(try String(contentsOf: URL(filePath: log), encoding: .utf8) == "x\n")
    }

    @Test(arguments: [
        (["sh", "-c", "echo locked >&2; exit 3"], "exit status 3: locked"), (["sh", "-c", "true"], "printed no key"),
        (["sh", "-c", "echo two words"], "printed no key"), (["/nonexistent/pass"], "cannot be started"),
    ])
    func saysWhyTheCredentialCommandGaveNoKey(command: [String], said: String) async throws {
        var factory = try ProviderFixture.factory("http://127.0.0.1:1")
        factory.environment = [:]
        factory.providers["openai"]?.credentialCommand = command
        let error = await (try factory.model(named: "openai/x")).failure()
        #expect(error?.kind == .authentication)
        #expect(error?.message.contains(said) == true, "\(error?.message ?? "")")
    }
}
