import FoundationEssentials
import Posix

/// This program itself, as a user starts it.
struct OwnProgram: Contestant {
    let name = "rlm"
    private let path: String
    private let environment = ProcessInfo.processInfo.environment

    init() throws {
        path = try ExecutablePath.current()
    }

    /// The command that maps a file and looks at each of its bytes once.
    func scan(_ file: String) -> ChildCommand {
        ChildCommand(path, ["bench", "scan", file], environment: environment)
    }

    func command(
        for work: Work, input: String, server: MockServer, scratch: String
    ) async throws -> ChildCommand? {
        var arguments = ["ask", "go", input, "--always-recurse", "--quiet"]
        if let fleet = work.fleet {
            let settings = scratch + "/config.toml"
            try fleet.settings(server.urls).write(toFile: settings, atomically: false, encoding: .utf8)
            arguments += ["--config", settings, "--model", "server0/mock", "--sub-model", "pool/fleet"]
            for index in server.urls.indices {
                try await server.set(fleet.script(index, root: Self.replies(work)), server: index)
            }
        } else {
            try await server.set(MockScript(root: Self.replies(work), sub_latency: work.calls?.latency ?? 0))
            arguments += ["--model", "openai/mock", "--sub-model", "openai/sub", "--base-url", server.url]
        }
        if let calls = work.calls {
            arguments += ["--concurrency", "\(calls.concurrency)", "--max-subcalls", "\(calls.count * 2)"]
        }
        return ChildCommand(path, arguments, environment: ownEnvironment(scratch))
    }

    /// The command that serves questions at a socket.
    func daemon(socket: String, scratch: String) -> ChildCommand {
        ChildCommand(path, ["serve", "--foreground", "--socket", socket], environment: ownEnvironment(scratch))
    }

    /// Nothing of the user's settings, and a cache that is empty.
    private func ownEnvironment(_ scratch: String) -> [String: String] {
        var kept = environment.filter { ["PATH", "TMPDIR", "LD_LIBRARY_PATH", "RLM_REPL"].contains($0.key) }
        for name in ["HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME"] {
            kept[name] = scratch
        }
        return kept
    }

    func answer(in output: String) -> String { String(output.drop(while: \.isWhitespace).prefix { !$0.isWhitespace }) }

    /// The root model's replies.
    static func replies(_ work: Work) -> [String] {
        let submit = "FINAL(str(n))"
        switch work.code {
        case .looks(let turns):
            return Array(repeating: block("n = len(context)\nprint(n)"), count: turns - 1) + [block(submit)]
        case .questions: return [block("FINAL(str(len(context)))")]
        case .calls(let calls) where calls.form == .children:
            // The children get the last reply: one sub-call each.
            return [
                block(code(calls) + "\n" + submit),
                block("FINAL(llm_query(\"leaf \" + context[context.index(\"Q \"):][:20]))"),
            ]
        case .calls(let calls):
            return [block(code(calls)), block(submit)]
        }
    }

    private static func block(_ code: String) -> String { "go\n```repl\n\(code)\n```" }

    private static func code(_ calls: Work.Calls) -> String {
        let prompt = "'Q %04d ' % i + context[i * \(calls.stride):i * \(calls.stride) + \(calls.size)]"
        let prompts = "[\(prompt) for i in range(\(calls.count))]"
        let replies =
            switch calls.form {
            case .comprehension: "[llm_query(\(prompt)) for i in range(\(calls.count))]"
            case .batched: "llm_query_batched(\(prompts))"
            case .children: "rlm_query_batched(\(prompts), model=\"openai/mock\")"
            }
        return "rs = \(replies)\nn = sum(['Q %04d ' % i in str(r) for i, r in enumerate(rs)])\nprint(n)"
    }
}
