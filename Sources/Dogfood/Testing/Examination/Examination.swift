import GitStore

/// One candidate on its way through the gates.
final class Examination {
    let candidate: Candidate
    let base: Base
    let workshop: Workshop
    let progress: @Sendable (String) -> Void
    /// The files of the base and of the candidate.
    let baseEntries: [GitTreeEntry]
    let candidateEntries: [GitTreeEntry]
    private let keepLog: @Sendable ([UInt8]) throws -> String
    private var records: [GateRecord] = []
    private var slots: [Slot] = []
    /// What the candidate's sources with the base's tests were built in.
    var verdictSlot: Slot?
    /// What the candidate was built in with its own tests, and the tests that it adds.
    var ownSlot: Slot?
    var newTests: [String] = []
    /// Tests that failed and are not held against the candidate, with how often they failed when they were run again.
    var flaky: [String: FailureTally] = [:]

    init(
        _ candidate: Candidate, base: Base, in workshop: Workshop,
        keepLog: @escaping @Sendable ([UInt8]) throws -> String, progress: @escaping @Sendable (String) -> Void
    ) throws {
        self.candidate = candidate
        self.base = base
        self.workshop = workshop
        self.keepLog = keepLog
        self.progress = progress
        baseEntries = try workshop.entries(of: candidate.baseTree)
        candidateEntries = try workshop.entries(of: candidate.tree)
    }

    /// Runs the gates up to the first failure; no slot and no process is left then.
    func carryOut() async -> [GateRecord] {
        defer { for slot in slots { slot.remove() } }
        let gates: [(GateName, () async throws -> GatePass)] = [
            (.format, format), (.build, build), (.tests, tests), (.ownTests, ownTests), (.revertCheck, revertCheck),
            (.flakes, flakes), (.benchmark, benchmark), (.coldBuild, coldBuild),
        ]
        for (name, body) in gates where await !pass(name, body) { break }
        return records
    }

    /// Records what a gate says; false when it fails.
    private func pass(_ gate: GateName, _ body: () async throws -> GatePass) async -> Bool {
        progress(gate.rawValue)
        let began = ContinuousClock.now
        var record = GateRecord(gate: gate, outcome: .passed, summary: "", seconds: 0)
        var log: [UInt8]?
        do {
            let pass = try await body()
            (record.outcome, record.summary, log) = (pass.outcome, pass.summary, pass.log)
        } catch let refusal as GateRefusal {
            (record.outcome, record.failure, record.summary) = (.failed, refusal.failure, refusal.summary)
            record.feedback = refusal.feedback.map { String(decoding: $0.utf8.prefix(4000), as: UTF8.self) }
            log = refusal.log
        } catch {
            (record.outcome, record.failure, record.summary) = (.failed, .sandbox, "\(error)")
        }
        record.seconds = began.duration(to: .now) / .seconds(1)
        record.log = log.flatMap { try? keepLog($0) }
        records.append(record)
        return record.outcome != .failed
    }

    private func benchmark() async throws -> GatePass { .skipped("the repository names no benchmark") }

    // MARK: What the gates share

    func isTest(_ entry: GitTreeEntry) -> Bool { isTest(String(decoding: entry.path, as: UTF8.self)) }
    func isTest(_ path: String) -> Bool { base.record.testPaths.contains(path) }
    var changesTests: Bool { candidate.changes.contains { isTest($0.path) } }
    var changesSources: Bool { candidate.changes.contains { !isTest($0.path) } }

    /// The sources of one tree with the tests of another.
    func mix(sources: [GitTreeEntry], tests: [GitTreeEntry]) -> [GitTreeEntry] {
        let mixed = sources.filter { !isTest($0) } + tests.filter(isTest)
        return mixed.sorted { $0.path.lexicographicallyPrecedes($1.path) }
    }

    func slot(_ name: String, _ entries: [GitTreeEntry], layers: [String]) async throws -> Slot {
        let slot = try await workshop.slot(
            "\(name)-\(candidate.tree)", entries, layers: layers, extra: base.extra)
        slots.append(slot)
        return slot
    }

    /// What a run's output says without the sandbox's own paths.
    func readable(_ run: EnclosedRun, in slot: Slot) -> String { run.text.replacing("\(slot.place)/", with: "") }

    /// Throws when a run was killed.
    func checkBreach(_ run: EnclosedRun, _ what: String, _ failure: GateRecord.Failure) throws {
        guard let breach = run.breach else { return }
        let summary = "\(what) was stopped: \(breach.words)"
        let isTime = breach == .time || breach == .silence
        throw GateRefusal(
            failure: isTime ? .timeout : failure, summary: summary,
            feedback: "\(summary)\n…\(run.text.suffix(2000))", log: run.output)
    }
}
