import FoundationEssentials
import TestSupport
import Testing

/// `rlm models`, `rlm doctor` and the choice of a model, as the built program does it.
@Suite(.timeLimit(.minutes(3))) struct ModelsAndDoctorTests {
    private let program: BuiltProgram
    private let secret = "sk-never-to-be-seen-4711"

    init() throws {
        program = try BuiltProgram()
        try program.folder.write("some text\n", to: "notes.txt")
    }

    private struct ModelDocument: Decodable {
        struct Provider: Decodable {
            var name: String
            var ready: Bool
            var reachable: Bool?
            var models: [String]
            var advice: String?
        }
        var model: String
        var ready: Bool
        var providers: [Provider]
    }

    /// Says what Ollama says, as far as it is asked here.
    private func ollama() -> LoopbackServer {
        LoopbackServer { request in
            switch request.target {
            case "/api/tags":
                .http(body: #"{"models":[{"name":"nomic-embed-text:latest"},{"name":"qwen3:14b"},{"name":"tiny:1b"}]}"#)
            case "/api/show": .http(body: #"{"model_info":{"general.architecture":"q","q.context_length":40960}}"#)
            case "/api/chat":
                .http(
                    type: "application/x-ndjson",
                    body: #"{"message":{"role":"assistant","content":"It says: some text."},"done":true,"#
                        + #""done_reason":"stop","prompt_eval_count":9,"eval_count":5}"# + "\n")
            default: .http(404, body: "{}")
            }
        }
    }

    @Test func modelsSaysHowToMakeEachReady() async throws {
        let outcome = try await program.run(["models"])
        #expect(outcome.code == 0)
        #expect(outcome.stdout.hasPrefix("* builtin"))
        #expect(outcome.stdout.contains("Set ANTHROPIC_API_KEY to your key."))
        #expect(outcome.stdout.contains("* rlm ask uses builtin\n"))
        #expect(!outcome.stdout.contains("\u{1b}"))
    }

    @Test func modelsListsWhatAServerOffers() async throws {
        let server = ollama()
        let outcome = try await program.run(["models", "--json"], environment: ["OLLAMA_HOST": server.url])
        let document = try JSONDecoder().decode(ModelDocument.self, from: Data(outcome.stdout.utf8))
        #expect(document.model == "ollama/qwen3:14b" && document.ready)
        let entry = try #require(document.providers.first { $0.name == "ollama" })
        #expect(entry.ready && entry.reachable == true && entry.models.contains("tiny:1b"))
        let anthropic = try #require(document.providers.first { $0.name == "anthropic" })
        #expect(!anthropic.ready && anthropic.advice?.contains("ANTHROPIC_API_KEY") == true)
    }

    @Test func modelsFailsWhenTheChosenOneIsNotReady() async throws {
        let outcome = try await program.run(["models"], environment: ["RLM_MODEL": "openai/gpt-5"])
        #expect(outcome.code == 4)
        #expect(outcome.stdout.contains("* openai"))
    }

    @Test func anOllamaHostAloneIsEnoughToAsk() async throws {
        let server = ollama()
        let outcome = try await program.run(
            ["ask", "What does it say?", "notes.txt"], environment: ["OLLAMA_HOST": server.url])
        #expect(outcome.stdout == "It says: some text.\n", "\(outcome.stderr)")
        #expect(outcome.stderr.contains("ollama/qwen3:14b"))
        let chat = try #require(server.requests.first { $0.target == "/api/chat" })
        #expect(chat.body.contains("\"qwen3:14b\""))
    }

    @Test func aServerOfTheUsersOwnIsAsked() async throws {
        let server = ollama()
        try program.folder.write(
            "[providers.gpu1]\nkind = \"ollama\"\nbase-url = \"\(server.url)\"\n", to: ".config/rlm/config.toml")
        let outcome = try await program.run(["ask", "What?", "notes.txt", "--model", "gpu1/tiny:1b", "--json", "-q"])
        struct Shape: Decodable { var answer, model: String }
        let shape = try JSONDecoder().decode(Shape.self, from: Data(outcome.stdout.utf8))
        #expect(shape.answer == "It says: some text.")
        #expect(shape.model == "gpu1/tiny:1b")
    }

    private struct DoctorDocument: Decodable {
        struct Check: Decodable { var name, state, detail: String }
        var works: Bool
        var checks: [Check]
    }

    @Test func doctorLooksAtEverything() async throws {
        let outcome = try await program.run(["doctor", "--json"])
        let document = try JSONDecoder().decode(DoctorDocument.self, from: Data(outcome.stdout.utf8))
        #expect(document.works && outcome.code == 0)
        let names = document.checks.map(\.name)
        for name in ["configuration", "worker", "sandbox", "parsers", "libgit2", "libcurl", "toml++", "keys", "model"] {
            #expect(names.contains(name), "\(name)")
        }
        #expect(document.checks.first { $0.name == "worker" }?.detail.hasPrefix("Python 3.") == true)
    }

    @Test func doctorFailsWhenTheWorkerIsNotThere() async throws {
        let outcome = try await program.run(["doctor"], environment: ["RLM_REPL": program.folder.path("none")])
        #expect(outcome.code == 1)
        #expect(outcome.stdout.contains("broken     worker"))
    }

    @Test func doctorGoesOnWhenTheConfigurationIsBroken() async throws {
        try program.folder.write("[limits", to: ".config/rlm/config.toml")
        let outcome = try await program.run(["doctor"])
        #expect(outcome.code == 1)
        #expect(outcome.stdout.contains("broken     configuration"))
        #expect(outcome.stdout.contains("ok         worker"))
    }

    @Test(arguments: [["doctor"], ["doctor", "--json"], ["models"], ["models", "--json"]])
    func keysAreNamedButNeverShown(arguments: [String]) async throws {
        let keys = ["OPENAI_API_KEY": secret, "ANTHROPIC_API_KEY": secret, "HF_TOKEN": secret]
        let outcome = try await program.run(arguments, environment: keys)
        #expect(!(outcome.stdout + outcome.stderr).contains(secret))
        if arguments.first == "doctor" {
            #expect(outcome.stdout.contains("ANTHROPIC_API_KEY, HF_TOKEN, OPENAI_API_KEY"))
        }
    }
}
