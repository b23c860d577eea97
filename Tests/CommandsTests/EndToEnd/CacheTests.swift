import FoundationEssentials
import TestSupport
import Testing

/// The cache of replies, as the built program uses it.
@Suite(.timeLimit(.minutes(3))) struct CacheTests {
    private let program: BuiltProgram
    private let server: LoopbackServer
    private let secret = "sk-never-to-be-kept-4711"

    init() throws {
        program = try BuiltProgram()
        try program.folder.write("some text\n", to: "notes.txt")
        server = LoopbackServer(
            always: .http(
                body: #"{"choices":[{"message":{"content":"a reply"},"finish_reason":"stop"}],"#
                    + #""usage":{"prompt_tokens":9,"completion_tokens":2}}"#))
    }

    private func ask(_ options: [String] = [], environment: [String: String] = [:]) async throws
        -> BuiltProgram.Outcome
    {
        let script = try program.script("--- root\n```repl\nfiles\nFINAL(llm_query('a prompt of mine'))\n```\n")
        let models = ["--model", script, "--sub-model", "vllm/m", "--base-url", server.url]
        return try await program.run(
            ["ask", "q", "notes.txt", "--always-recurse"] + models + options,
            environment: environment.merging(["VLLM_API_KEY": secret]) { $1 })
    }

    private func cache(_ arguments: String...) async throws -> BuiltProgram.Outcome {
        try await program.run(["cache"] + arguments)
    }

    private struct Report: Decodable {
        struct Model: Decodable { var name: String }
        var path: String
        var replies, uses: Int
        var removed: Int?
        var models: [Model]
    }

    private func report(_ arguments: String...) async throws -> Report {
        let outcome = try await program.run(["cache"] + arguments + ["--json"])
        #expect(outcome.code == 0, "\(outcome.stderr)")
        return try JSONDecoder().decode(Report.self, from: Data(outcome.stdout.utf8))
    }

    private var calls: Int { server.requests.count { $0.target.hasSuffix("/chat/completions") } }

    @Test func aSecondRunAsksNoSubModel() async throws {
        let first = try await ask()
        #expect(first.stdout == "a reply\n" && first.stderr.contains("1 sub-call,"), "\(first.stderr)")
        let second = try await ask()
        #expect(second.stdout == "a reply\n" && calls == 1)
        #expect(second.stderr.contains("1 from the cache"), "\(second.stderr)")
        let third = try await ask(["--json"])
        #expect(third.stdout.contains("\"cachedSubcalls\" : 1") && third.stdout.contains("\"subcalls\" : 0"))
        let report = try await report("stats")
        #expect(report.replies == 1 && report.uses == 2 && report.models.map(\.name) == ["vllm/m"])
        #expect(report.path == program.folder.path(".cache/rlm/replies.db"))
    }

    @Test func asksAgainWhenToldTo() async throws {
        _ = try await ask()
        #expect(try await ask(["--no-cache"]).stderr.contains("1 sub-call,"))
        try program.folder.write("[cache]\nenabled = false\n", to: ".config/rlm/config.toml")
        #expect(try await ask().stderr.contains("1 sub-call,"))
        #expect(calls == 3)
    }

    @Test func isShownPrunedAndCleared() async throws {
        let empty = try await cache()
        #expect(empty.code == 0 && empty.stdout.hasPrefix("0 replies, 0 of 256 MiB"), "\(empty.stdout)")
        _ = try await ask()
        #expect(try await cache("stats").stdout.contains("  vllm/m: 1 reply, used again 0 times\n"))
        #expect(try await report("prune").removed == 0)
        #expect(try await report("clear").removed == 1)
        #expect(try await report("stats").replies == 0)
        let mistake = try await cache("clera")
        #expect(mistake.code == 2 && mistake.stderr.contains("did you mean clear?"), "\(mistake.stderr)")
    }

    @Test func holdsNeitherKeysNorPrompts() async throws {
        _ = try await ask()
        let folder = program.folder.path(".cache/rlm")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder)
        #expect(files.contains("replies.db"))
        for file in files {
            let text = String(decoding: try Data(contentsOf: URL(filePath: folder + "/" + file)), as: UTF8.self)
            #expect(!text.contains("never-to-be-kept") && !text.contains("a prompt of mine"), "\(file)")
        }
        #expect(server.requests.contains { $0.headers["authorization"]?.contains(secret) == true })
    }

    @Test func aDamagedFileFailsNoRun() async throws {
        try program.folder.write(String(repeating: "damage ", count: 1_000), to: ".cache/rlm/replies.db")
        let outcome = try await ask()
        #expect(outcome.code == 0 && outcome.stdout == "a reply\n")
        let told = outcome.stderr.split(separator: "\n").filter { $0.contains("not cached") }
        #expect(told.count == 1 && told[0].contains("rlm cache clear"), "\(outcome.stderr)")
        #expect(try await cache("clear").stdout.contains("which could not be read"))
        _ = try await ask()
        #expect(try await ask().stderr.contains("1 from the cache"))
    }

    @Test func aQuestionThatMeansTheSameIsAnsweredWhenThatIsWanted() async throws {
        let server = EmbeddingServer { _ in
            .http(body: #"{"choices":[{"message":{"content":"a reply"},"finish_reason":"stop"}]}"#)
        }
        try program.folder.write(
            "[cache]\nembedding-model = \"vllm/embed\"\n", to: ".config/rlm/config.toml")
        func ask(_ question: String) async throws -> BuiltProgram.Outcome {
            let code = "FINAL(llm_query('\(question)\\n\\n' + files['notes.txt']))"
            let script = try program.script("--- root\n```repl\n\(code)\n```\n")
            return try await program.run(
                ["ask", "q", "notes.txt", "--always-recurse", "--model", script, "--sub-model", "vllm/m"]
                    + ["--base-url", server.server.url, "--trace", "trace"])
        }
        #expect(try await ask("What does this passage say about colours and shapes?").stdout == "a reply\n")
        let other = try await ask("What does the passage say about colours and shapes?")
        #expect(
            other.stdout == "a reply\n" && other.stderr.contains("1 from the cache (1 by meaning)"), "\(other.stderr)")
        let trace = try String(contentsOf: URL(filePath: program.folder.path("trace")), encoding: .utf8)
        #expect(trace.contains("\"cached\":true") && trace.contains("\"similarity\":0.9"))
        let negated = try await ask("What does the passage not say about colours and shapes?")
        #expect(negated.stderr.contains("1 sub-call,"), "\(negated.stderr)")
    }

    /// Where the machine allows it, on a real disk that is full.
    @Test func aFullDiskFailsNoRun() async throws {
        let script = try program.script(
            "--- root\n```repl\nfiles\nprint(llm_query('x'), len(llm_query_batched([str(n) for n in range(9)])))\nFINAL('done')\n```\n"
        )
        let big = LoopbackServer(
            always: .http(
                body: #"{"choices":[{"message":{"content":""# + String(repeating: "y", count: 60_000)
                    + #""},"finish_reason":"stop"}]}"#))
        let outcome = try await program.shell(
            """
            unshare -rm true 2>/dev/null || { echo none; exit; }
            mkdir -p full
            unshare -rm bash -c 'mount -t tmpfs -o size=128k,mode=700 none full || { echo none; exit; }
                XDG_CACHE_HOME=$PWD/full "$RLM" ask q notes.txt --always-recurse --model \(script) \
                    --sub-model vllm/m --base-url \(big.url); echo "status $?"' 2>&1
            """)
        if outcome.stdout == "none\n" { return }
        #expect(outcome.stdout.contains("done\n") && outcome.stdout.contains("status 0"), "\(outcome.stdout)")
        #expect(outcome.stdout.components(separatedBy: "not cached").count == 2, "\(outcome.stdout)")
    }
}
