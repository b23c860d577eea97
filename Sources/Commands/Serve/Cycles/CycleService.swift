import Bridge
import Dogfood
import Glibc
import JSON
import Posix
import Synchronization

/// Cycles of `rlm-dogfood` that clients start and stop: `cycle/…`. Each runs as a process of its own.
final class CycleService: DaemonService {
    /// Seconds that a cycle may take to begin, and to end when it is asked to.
    private static let patience = 30.0

    private let environment: [String: String]
    private let proposals: ProposalService
    /// By the folder of the repository's records.
    private let running = Mutex<[String: (run: String, cycle: RunningCycle)]>([:])

    init(_ proposals: ProposalService, environment: [String: String]) {
        self.proposals = proposals
        self.environment = environment
    }

    var capability: (name: String, value: JSONValue) { ("cycles", true) }

    var isAtWork: Bool { running.withLock { !$0.isEmpty } }

    func status() async -> [String: JSONValue] {
        let cycles = running.withLock { $0.values.map { ($0.run, $0.cycle.repository) } }
        return ["cycles": .array(cycles.map { ["runId": .string($0), "repository": .string($1)] })]
    }

    func stop() async {
        let cycles = running.withLock { $0.values.map(\.cycle) }
        for cycle in cycles { cycle.child.send(signal: SIGTERM) }
        for cycle in cycles { _ = await cycle.child.wait() }
    }

    var methods: MethodTable {
        var methods = MethodTable()
        methods.on("cycle/start") { params, context in try await self.start(params, context) }
        methods.on("cycle/stop") { params, _ in try await self.stop(params) }
        return methods
    }

    private func start(_ params: Parameters, _ context: RequestContext) async throws -> JSONValue {
        let path = try params.path("repository")
        let options = try CycleOptions(try params.object("options"))
        let opened = try proposals.repositories.opened(path)
        let folder = opened.ledger.folder
        if let holder = try RunLock.holder(folder) { throw LedgerError.busy(holder) }
        try proposals.watch.add(context.peer, path, opened)
        let cycle = try RunningCycle(try command(path, options), repository: path)
        let run = try await begun(cycle, opened.ledger)
        running.withLock { $0[folder.path] = (run, cycle) }
        let watch = proposals.watch
        cycle.tell { line in
            watch.tell(folder.path, "cycle/update", ["runId": .string(run), "text": .string(line), "state": "running"])
        }
        Task { await self.follow(cycle, run: run, folder.path) }
        return ["runId": .string(run)]
    }

    private func command(_ repository: String, _ options: CycleOptions) throws -> ChildCommand {
        return ChildCommand(
            try InstalledProgram.path("rlm-dogfood"), ["cycle", "--repo", repository, "--json"] + options.arguments,
            environment: environment,
            directory: repository)
    }

    /// Waits until the run is in the records, and returns its name.
    private func begun(_ cycle: RunningCycle, _ ledger: Ledger) async throws -> String {
        let ended = Mutex(false)
        cycle.child.onExit { _ in ended.withLock { $0 = true } }
        let end = ContinuousClock.now + .seconds(Self.patience)
        while ContinuousClock.now < end {
            let isOver = ended.withLock { $0 }
            if let run = try ledger.state.runs.last(where: { $0.process == cycle.child.id }) { return run.id }
            if isOver { break }
            try await Task.sleep(for: .milliseconds(20))
        }
        cycle.child.send(signal: SIGTERM)
        let (_, _, line) = await cycle.wait()
        throw RPCError(.internalError, line.isEmpty ? "the cycle did not begin" : line)
    }

    /// Tells how the cycle ends.
    private func follow(_ cycle: RunningCycle, run: String, _ folder: String) async {
        let (status, result, line) = await cycle.wait()
        _ = running.withLock { $0.removeValue(forKey: folder) }
        let state: String
        switch status {
        case .exited(0), .exited(1), .exited(5): state = "done"
        case .exited(130): state = "stopped"
        default: state = "failed"
        }
        let summary = try? JSONParser.parse(result)
        let text = summary?["ending"]?.string ?? line
        proposals.watch.tell(
            folder, "cycle/update",
            .members([
                "runId": .string(run), "state": .string(state), "text": .string(text),
                "proposals": summary?["proposals"]?.array.map { .array($0.compactMap { $0["id"] }) },
            ]))
    }

    private func stop(_ params: Parameters) async throws -> JSONValue {
        let path = try params.path("repository")
        guard let folder = try proposals.repositories.proposals(of: path)?.ledger.folder,
            let holder = try RunLock.holder(folder)
        else { return ["stopped": false] }
        guard try await RunLock.stop(holder, of: folder, within: Self.patience) else {
            throw RPCError(.busy, "\(holder.command), process \(holder.process), has not ended")
        }
        return ["stopped": true]
    }
}
