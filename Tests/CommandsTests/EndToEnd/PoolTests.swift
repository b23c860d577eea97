import FoundationEssentials
import TestSupport
import Testing

/// The built program with a pool over servers on this machine.
@Suite(.timeLimit(.minutes(3))) struct PoolTests {
    private let program: BuiltProgram

    init() throws {
        program = try BuiltProgram()
        try program.folder.write("one\ntwo\n", to: "src/a.txt")
    }

    /// Ollama, as far as it is needed, which says the same to every question.
    private func ollama(_ answer: String = "Found at src/a.txt:2 `two`.") -> LoopbackServer {
        LoopbackServer { request in
            switch request.target {
            case "/api/tags": .http(body: #"{"models":[{"name":"m:1b"}]}"#)
            case "/api/ps": .http(body: #"{"models":[{"name":"m:1b","size":100,"size_vram":100}]}"#)
            case "/api/show": .http(body: #"{"model_info":{"general.architecture":"q","q.context_length":40960}}"#)
            default:
                .http(
                    type: "application/x-ndjson",
                    body: """
                        {"message":{"role":"assistant","content":"\(answer)"},"done":false}
                        {"message":{"content":""},"done":true,"done_reason":"stop","prompt_eval_count":9,"eval_count":7}

                        """)
            }
        }
    }

    private func configure(_ hosts: [String]) throws {
        let list = hosts.map { "\"\($0)\"" }.joined(separator: ", ")
        try program.folder.write("[providers.ollama]\nhosts = [\(list)]\nmodel = \"m:1b\"\n", to: "config.toml")
    }

    private func run(_ arguments: String...) async throws -> BuiltProgram.Outcome {
        try await program.run(
            arguments + ["--config", "config.toml"], environment: ["XDG_RUNTIME_DIR": program.folder.path])
    }

    @Test func aQuestionIsAnsweredByWhicheverHostIsUpAndSaysWhich() async throws {
        let server = ollama()
        let gone = LoopbackServer(always: .http()).url
        try configure([gone, server.url])
        let outcome = try await run("ask", "where is two?", "src", "--json", "--trace", "run.jsonl")
        #expect(outcome.code == 0, "\(outcome.stderr)")
        struct Shape: Decodable {
            struct Stats: Decodable {
                struct Use: Decodable { var calls: Int }
                var byModel: [String: Use]
            }
            var model: String
            var stats: Stats
        }
        let shape = try JSONDecoder().decode(Shape.self, from: Data(outcome.stdout.utf8))
        #expect(shape.model == "ollama/m:1b")
        #expect(shape.stats.byModel.mapValues(\.calls) == ["ollama/m:1b@127.0.0.1:\(server.port)": 1])
        let trace = try String(contentsOf: URL(filePath: program.folder.path("run.jsonl")), encoding: .utf8)
        #expect(trace.contains("\"answeredBy\":\"ollama/m:1b@127.0.0.1:\(server.port)\""))
        #expect((try? FileManager.default.contentsOfDirectory(atPath: program.folder.path("rlm"))) == [])
    }

    @Test func theTableTellsWhichServersAreUp() async throws {
        let server = ollama()
        let gone = LoopbackServer(always: .http()).url
        try configure([server.url, gone])
        let outcome = try await run("pool")
        #expect(outcome.code == 0, "\(outcome.stderr)")
        let lines = outcome.stdout.split(separator: "\n")
        #expect(lines.first == "ollama/m:1b  1 of 2 members up")
        #expect(lines.contains { $0.contains("@127.0.0.1:\(server.port)  up") && $0.contains("100% GPU") })
        #expect(lines.contains { $0.contains("  down ") })
        #expect(outcome.stdout.contains("Nothing answers"))
        struct Shape: Decodable {
            struct Pool: Decodable {
                struct Member: Decodable {
                    var name, state: String
                    var onGPU: Double?
                }
                var name: String
                var ready: Bool
                var members: [Member]
            }
            var pools: [Pool]
        }
        let json = try await run("pool", "ollama/m:1b", "--json").stdout
        let pool = try #require(try JSONDecoder().decode(Shape.self, from: Data(json.utf8)).pools.first)
        #expect(pool.ready && pool.members.map(\.state) == ["up", "down"] && pool.members[0].onGPU == 1)
        let doctor = try await run("doctor").stdout
        #expect(doctor.contains("1 of 2 members ready") && doctor.contains("Nothing answers"))
        #expect(try await run("models").stdout.contains("1 of 2 members ready"))
    }

    @Test func withAllServersDownTheCodeAndTheErrorSaySo() async throws {
        let gone = (0..<2).map { _ in LoopbackServer(always: .http()).url }
        try configure(gone)
        #expect(try await run("pool").code == 4)
        let outcome = try await run("ask", "where is two?", "src", "-q")
        #expect(outcome.code == 4)
        for url in gone { #expect(outcome.stderr.contains(url), "\(outcome.stderr)") }
        #expect(outcome.stderr.contains("rlm pool"))
    }

    @Test func withoutAPoolItSaysHowToMakeOne() async throws {
        try program.folder.write("", to: "config.toml")
        let outcome = try await run("pool")
        #expect(outcome.code == 0 && outcome.stdout.contains("hosts = ["))
        let unknown = try await run("pool", "nowhere")
        #expect(unknown.code != 0 && unknown.stderr.contains("no such pool"))
    }
}
