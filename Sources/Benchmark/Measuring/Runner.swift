import FoundationEssentials
import Glibc
import Posix

/// Runs one contestant once and measures it from outside: with the clock, by what the mock server saw, and in `/proc`.
struct Runner: Sendable {
    /// The server that most work is done against, and those of the fleet.
    let single: MockServer
    let fleet: MockServer
    let data: DataFolder

    /// Seconds after which a run is given up.
    private static let patience = 60.0

    /// One run; nil when the contestant cannot do the work.
    /// - Throws: `BenchmarkError` when the run fails or gives a wrong answer.
    func run(_ contestant: some Contestant, _ work: Work, watchingMemory: Bool) async throws -> Sample? {
        let scratch = try data.makeScratch()
        defer { data.removeScratch(scratch) }
        let server = work.fleet == nil ? single : fleet
        let input = data.path(of: work.input)
        if case .questions = work.code, let own = contestant as? OwnProgram {
            return try await DaemonRun(own: own, server: server, work: work, input: input, scratch: scratch).sample()
        }
        guard let command = try await contestant.command(for: work, input: input, server: server, scratch: scratch)
        else { return nil }
        let watch =
            watchingMemory
            ? MemoryWatch(excluding: [RunningProcess(single.process.id), RunningProcess(fleet.process.id)]) : nil
        let epoch = Date().timeIntervalSince1970
        let (output, wall) = try await timed(command)
        var sample = try await sample(of: server, since: epoch)
        sample.memory = watch?.stop()
        sample.wall = wall
        try check(output, contestant, work, &sample)
        return sample
    }

    /// What the limit of the work takes; its wall time is that of the whole process, as for a contestant.
    func runLimit(of work: Work, _ own: OwnProgram) async throws -> Sample? {
        switch work.limit {
        case nil: return nil
        case .scan:
            let (output, wall) = try await timed(own.scan(data.path(of: work.input)))
            guard output.status.isSuccess else { throw BenchmarkError("the bare scan failed: \(output.errorText)") }
            var sample = Sample()
            sample.wall = wall
            return sample
        case .client:
            guard let calls = work.calls else { return nil }
            try await single.set(MockScript(root: [""], sub_latency: calls.latency))
            let arguments = [
                "client", "--url", single.url, "--calls", "\(calls.count)", "--concurrency", "\(calls.concurrency)",
                "--size", "\(calls.size)",
            ]
            let epoch = Date().timeIntervalSince1970
            let (output, wall) = try await timed(ChildCommand(MockServer.program(), arguments))
            guard output.status.isSuccess else { throw BenchmarkError("the bare client failed: \(output.errorText)") }
            var sample = try await sample(of: single, since: epoch)
            sample.wall = wall
            return sample
        }
    }

    private func timed(_ command: ChildCommand) async throws -> (output: ChildOutput, wall: Double) {
        let clock = ContinuousClock()
        let start = clock.now
        let output = try await ChildProcess.run(command, timeout: Self.patience)
        let wall = (clock.now - start).seconds
        if output.timedOut { throw BenchmarkError("it was not done after \(Int(Self.patience)) seconds.") }
        return (output, wall)
    }

    private func sample(of server: MockServer, since epoch: Double) async throws -> Sample {
        var seen: [MockServer.Statistics] = []
        for index in server.urls.indices { seen.append(try await server.statistics(server: index)) }
        let roots = seen.flatMap(\.t_root).sorted()
        var sample = Sample()
        sample.firstRequest = roots.first.map { $0 - epoch }
        sample.turn = zip(roots.dropFirst(), roots).map { $0 - $1 }.median
        if let first = seen.compactMap(\.sub_first).min(), let last = seen.compactMap(\.sub_last).max() {
            sample.callSpan = last - first
        }
        return sample
    }

    private func check(
        _ output: ChildOutput, _ contestant: some Contestant, _ work: Work, _ sample: inout Sample
    ) throws {
        guard output.status.isSuccess else {
            throw BenchmarkError("it ended with \(output.status): \(output.errorText.suffix(300))")
        }
        let answer = contestant.answer(in: output.text)
        guard let number = Int(answer), work.accepts(number) else {
            throw BenchmarkError("its answer was “\(answer.prefix(100))”.")
        }
        if work.calls != nil { sample.answered = number }
    }
}
