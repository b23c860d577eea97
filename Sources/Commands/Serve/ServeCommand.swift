import Bridge
import Configuration
import FoundationEssentials
import Glibc
import Posix

/// `rlm serve`: starts the daemon, is it, or ends it.
struct ServeCommand {
    private let parsed: ParsedArguments
    private let environment: [String: String]

    init(_ parsed: ParsedArguments, environment: [String: String]) {
        self.parsed = parsed
        self.environment = environment
    }

    func run() async throws -> ExitCode {
        try parsed.expectNoOperands(of: "rlm serve")
        if parsed.has("--stop") { return try await stop() }
        return parsed.has("--foreground") ? try await serve() : try await start()
    }

    private func path() throws -> SocketPath {
        try SocketPath(option: parsed.text("--socket"), environment: environment)
    }

    private func stop() async throws -> ExitCode {
        let path = try path()
        guard let client = try await DaemonClient().connected(to: path) else {
            try StandardOutput.write("no daemon serves at \(path)\n")
            return .success
        }
        _ = try await client.request("daemon/stop")
        for await _ in client.notifications {}
        try StandardOutput.write("the daemon at \(path) has ended\n")
        return .success
    }

    private func start() async throws -> ExitCode {
        let path = try path()
        let starter = DaemonStarter(path: path, configuration: parsed.text("--config"), environment: environment)
        let started = try await starter.start()
        try StandardOutput.write("\(started ? "serving" : "a daemon serves already") at \(path)\n")
        return .success
    }

    /// What answers questions, with the configuration of `--config` where a question names no other.
    private func queries() -> QueryService {
        var environment = environment
        if let file = parsed.text("--config") {
            environment["RLM_CONFIG"] =
                file.hasPrefix("/") ? file : FileManager.default.currentDirectoryPath + "/" + file
        }
        let state = StateFolder(environment: environment)
        func folder(_ name: String) -> String? { try? state?.made(name, for: "where the daemon keeps questions") }
        let journal = folder("queries").map { QueryJournal($0) }
        let history = folder("query-history").map { QueryHistory($0) }
        let store = folder("query-sessions").map { SessionStore($0) }
        return QueryService(environment: environment, journal: journal, history: history, sessionStore: store)
    }

    private func serve() async throws -> ExitCode {
        let settings = try Configuration(file: parsed.text("--config"), environment: environment).settings
        let socket = try ServedSocket(try path(), environment: environment)
        OpenFiles.raiseLimit()
        let queries = queries()
        let proposals = ProposalService(environment: environment)
        let daemon = try Daemon(
            socket, services: [queries, proposals, CycleService(proposals, environment: environment)],
            idleTimeout: settings.daemon.idleTimeout)
        queries.takeOver()
        let interruption = try Interruption()
        try StandardOutput.write("serving at \(socket.path), process \(getpid())\n")
        let ending = try await interruption.cancelling { await daemon.run() }
        interruption.workIsDone()
        try? StandardOutput.write("the daemon has ended: \(ending.rawValue)\n", to: 2)
        return .success
    }
}
