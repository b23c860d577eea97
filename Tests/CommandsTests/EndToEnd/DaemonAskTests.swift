import Commands
import FoundationEssentials
import JSON
import RLMEngine
import TestSupport
import Testing

/// `rlm ask --daemon` as a user runs it, with a daemon of its own.
@Suite(.timeLimit(.minutes(5))) struct DaemonAskTests {
    private let program: BuiltProgram
    private let environment: [String: String]

    init() throws {
        program = try BuiltProgram()
        environment = ["XDG_RUNTIME_DIR": program.folder.path("run"), "XDG_STATE_HOME": program.folder.path("state")]
        try program.folder.write("", to: "run/nothing")
        // A daemon that a failed test leaves behind ends by itself.
        try program.folder.write("[daemon]\nidle-timeout = 5\n", to: ".config/rlm/config.toml")
        try program.folder.write("import os\n\nRETRIES = 3\n\ndef go():\n    return RETRIES\n", to: "src/retry.py")
    }

    private func run(_ arguments: String..., input: String = "") async throws -> BuiltProgram.Outcome {
        try await program.run(arguments, environment: environment, input: input)
    }

    @Test func saysWhatTheCommandAloneSays() async throws {
        let alone = try await run("ask", "where is RETRIES defined", "src")
        let shared = try await run("ask", "where is RETRIES defined", "src", "--daemon")
        #expect(shared.stdout == alone.stdout && !alone.stdout.isEmpty)
        #expect(shared.code == 0, "\(shared.stderr)")
        let lines = { (outcome: BuiltProgram.Outcome) in
            outcome.stderr.split(separator: "\n").filter { !$0.hasPrefix("answered in") }
        }
        #expect(lines(shared) == lines(alone))
        struct Shape: Decodable, Equatable {
            var answer, model: String
            var citations: [Citation]
        }
        let json = try await [
            run("ask", "who calls go", "src", "--json"), run("ask", "who calls go", "src", "--json", "--daemon"),
        ]
        let shapes = try json.map { try JSONDecoder().decode(Shape.self, from: Data($0.stdout.utf8)) }
        #expect(shapes[0] == shapes[1])
        let status = try JSONParser.parse(try await run("status", "--json").stdout)
        #expect(status["queries"]?.array?.count == 2)
        #expect(status["corpora"]?.array?.first?["files"] == 1)
        #expect(try await run("serve", "--stop").code == 0)
    }

    @Test func takesStandardInputAndTellsMistakes() async throws {
        let input = try await run(
            "ask", "where is fed_in defined", "-", "--daemon", input: "x = 1\ndef fed_in():\n    pass\n")
        #expect(input.stdout.contains("stdin:2"), "\(input.stdout) \(input.stderr)")
        let missing = try await run("ask", "what", "missing", "--daemon")
        #expect(missing.code == ExitCode.input.rawValue)
        #expect(missing.stderr.contains("no file or folder missing"))
        let model = try await run("ask", "what", "src", "--daemon", "--model", "nobody/x")
        #expect(model.code == (try await run("ask", "what", "src", "--model", "nobody/x")).code)
        #expect(try await run("ask", "what", "src", "--daemon", "--trace", "t").code == ExitCode.usage.rawValue)
        #expect(try await run("serve", "--stop").code == 0)
    }

    /// Waits in bash until a query runs, and sets `pid` to the daemon's.
    private static let untilRunning = """
        for i in $(seq 500); do
          state=$("$RLM" status --json 2>/dev/null) || { sleep .02; continue; }
          case $state in *'"running"'*) break;; esac
          sleep .02
        done
        pid=$(printf %s "$state" | tr -d ' \\n' | sed 's/.*"pid":\\([0-9]*\\).*/\\1/')
        """

    @Test func aKilledDaemonIsFollowedByOneThatAnswers() async throws {
        let model = try program.script(
            "--- root delay=1.5\n```repl\nFINAL(f\"{context.count('RETRIES')} times\")\n```\n")
        let outcome = try await program.shell(
            """
            "$RLM" ask 'How often?' src --daemon --always-recurse --model '\(model)' > answer 2> errors & asking=$!
            \(Self.untilRunning)
            kill -9 "$pid"
            wait "$asking"; echo "code $?"; cat answer; "$RLM" status --json | tr -d ' \\n' | grep -c "\\"pid\\":$pid,"
            "$RLM" serve --stop > stopped; ls state/rlm/queries
            """, environment: environment)
        #expect(outcome.stdout == "code 0\n2 times\n0\n", "\(outcome)")
    }

    @Test func anInterruptEndsTheQueryAndNotTheDaemon() async throws {
        let model = try program.script("--- root\n```repl\nwhile True: pass\n```\n")
        let outcome = try await program.shell(
            """
            set -m
            "$RLM" ask 'Forever?' src --daemon --always-recurse --model '\(model)' > answer 2> errors & asking=$!
            \(Self.untilRunning)
            kill -INT "$asking"; wait "$asking"; echo "code $?"
            "$RLM" status --json | tr -d ' \\n' | grep -o '"state":"[a-z]*"'; kill -0 "$pid" && echo lives
            "$RLM" serve --stop > stopped
            """, environment: environment)
        #expect(outcome.stdout == "code 130\n\"state\":\"cancelled\"\nlives\n", "\(outcome)")
    }
}
