import FoundationEssentials
import Posix
import TestSupport
import Testing

private let isWanted = ProcessInfo.processInfo.environment["RLM_TEST_HTTP2"] == "1"

/// The built program with a server that speaks HTTP/2 over TLS and is not ours: Hypercorn, from PyPI.
///
/// RLM_TEST_HTTP2=1 turns it on. `HTTP2/server` says what the first run installs.
@Suite(.enabled(if: isWanted), .serialized, .timeLimit(.minutes(5))) struct HTTP2Tests {
    private let program: BuiltProgram

    init() throws { program = try BuiltProgram() }

    /// Makes sub-calls and gives back what code makes of the `replies`.
    private func ask(calls: Int, size: Int, concurrency: Int, _ code: String) async throws -> BuiltProgram.Outcome {
        let port = LoopbackServer(always: .http()).port
        let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../HTTP2/server").path
        let server = Task { [folder = program.folder.path] in
            try await ChildProcess.run(ChildCommand(script, ["\(port)", folder]))
        }
        defer { server.cancel() }
        try program.folder.write("text\n", to: "a.txt")
        let root = try program.script(
            """
            --- root
            ```repl
            print(context)
            replies = [r.split() for r in llm_query_batched([f"{i} " + "y" * \(size) for i in range(\(calls))])]
            FINAL(str((\(code))))
            ```
            """)
        // The first run of all installs the server; each waits until it listens.
        let line = """
            for _ in $(seq 2000); do (exec 3<>/dev/tcp/localhost/\(port)) 2>&- && break; sleep 0.1; done
            exec "$RLM" ask "What?" a.txt --always-recurse --no-cache --quiet --concurrency \(concurrency) \
              --model '\(root)' --sub-model openai/m --base-url https://localhost:\(port)/v1
            """
        let certificate = program.folder.path("certificate.pem")
        return try await program.shell(
            line, environment: ["OPENAI_API_KEY": "none", "CURL_CA_BUNDLE": certificate], timeout: 240)
    }

    @Test func callsAtOnceShareOneConnection() async throws {
        let outcome = try await ask(
            calls: 300, size: 1000, concurrency: 64, "sorted({(r[0], r[1]) for r in replies}), len(replies)")
        #expect(outcome.stdout == "([('HTTP/2', '0')], 300)\n", "\(outcome.stderr)")
    }

    @Test func promptsAndRepliesOfAMegabyteComeWhole() async throws {
        let outcome = try await ask(
            calls: 12, size: 1_000_000, concurrency: 12,
            "{(r[0], int(r[2]) > 1000000, len(r[3]) == int(r[2]) // 1000 * 1000) for r in replies}, len(replies)")
        #expect(outcome.stdout == "({('HTTP/2', True, True)}, 12)\n", "\(outcome.stderr)")
    }
}
