import Synchronization

extension Examination {
    /// The base's tests on the candidate's sources.
    func tests() async throws -> GatePass {
        guard let slot = verdictSlot else { return .skipped("the base's tests on the base's sources") }
        if case .shell(let line) = workshop.command { return try await shellTests(line, in: slot) }
        let modules = reachedModules
        if modules == [] {
            return GatePass(summary: "no test can be reached from what changes; all run in the cold build")
        }
        let judged = try await runTests(in: slot, of: modules, .tests, "the test run")
        let rest = modules == nil ? "" : "; the others run in the cold build"
        return GatePass(summary: judged.summary + rest, log: judged.output)
    }

    /// Runs the tests of some modules, nil for all, and judges them; those that fail are run again.
    func runTests(
        in slot: Slot, of modules: [String]? = nil, _ gate: GateName, _ what: String
    ) async throws -> (summary: String, results: TestRun, output: [UInt8]) {
        let filter = modules.map { $0.map { "^\($0)\\." } } ?? []
        let counter = counter(gate.rawValue)
        let (run, results) = try await slot.test(base.record.testLimits, filter: filter, onOutput: counter)
        try checkBreach(run, what, .test)
        var verdict = oracle(modules).judge(results)
        if case .red(let tests, _) = verdict {
            try await rerun(tests, in: slot, filter: filter, failed: refusal(verdict, results, run, in: slot))
            verdict = oracle(modules).judge(results)
        }
        guard case .green(let summary) = verdict else { throw refusal(verdict, results, run, in: slot) }
        return (summary, results, run.output)
    }

    /// The test targets that the change can reach, or of these only those that are named after what it changes, where
    /// it leaves all tests alone: the cold build runs the same tests and all others. Nil for all of them.
    ///
    /// XCTest's lines do not name a test's target, so that a package with such tests runs all of them.
    private var reachedModules: [String]? {
        let known = base.record.runs.flatMap(\.outcomes.keys)
        guard known.allSatisfy({ $0.hasSuffix(")") }),
            let reached = base.record.targets?.tests(reachedFrom: candidate.changes.map(\.path))
        else { return nil }
        let named = changesTests ? nil : base.record.targets?.tests(namedAfter: candidate.changes.map(\.path))
        return named ?? reached
    }

    private func oracle(_ modules: [String]?) -> Oracle {
        Oracle(base: base.record.runs.map { $0.only(modules) }, quarantine: Set(flaky.keys))
    }

    private func shellTests(_ line: String, in slot: Slot) async throws -> GatePass {
        let run = try await slot.shell(line, base.record.testLimits)
        try check(shell: run, line, in: slot)
        return GatePass(
            summary: "`\(line)` ends with status 0; which tests ran is not known, so this assures less", log: run.output
        )
    }

    private func check(shell run: EnclosedRun, _ line: String, in slot: Slot) throws {
        try checkBreach(run, "`\(line)`", .test)
        guard !run.isSuccess else { return }
        throw GateRefusal(
            failure: .test, summary: "`\(line)` ended with \(run.status)",
            feedback: "…\(readable(run, in: slot).suffix(3000))", log: run.output)
    }

    /// The candidate with its own tests, when it has any.
    func ownTests() async throws -> GatePass {
        guard changesTests else { return .skipped("the change brings no tests") }
        let layers = [verdictSlot?.upper].compactMap { workshop.hasOverlays ? $0 : nil } + [base.layer]
        let slot = try await slot("own", candidateEntries, layers: layers)
        ownSlot = slot
        if case .shell(let line) = workshop.command {
            let run = try await slot.shell(line, base.record.testLimits)
            try check(shell: run, line, in: slot)
            return GatePass(summary: "`\(line)` ends with status 0", log: run.output)
        }
        let build = try await slot.build(base.record.buildLimits)
        try check(build: build, in: slot, "the build with the change's own tests")
        let (_, results, output) = try await runTests(
            in: slot, of: reachedModules, .ownTests, "the run of the change's own tests")
        let known = Set(base.record.runs.flatMap(\.outcomes.keys))
        let added = results.outcomes.filter { !known.contains($0.key) }
        newTests = added.filter { $0.value == .passed }.keys.sorted()
        if let idle = added.first(where: { $0.value != .passed }) {
            throw GateRefusal(
                failure: .test, summary: "the new test \(idle.key) does not pass: \(idle.value.rawValue)",
                feedback: "The new test \(idle.key) has to pass; it is \(idle.value.rawValue).", log: output)
        }
        return GatePass(
            summary: newTests.isEmpty
                ? "all pass, none is new"
                : "all pass, \(newTests.count) new: \(newTests.prefix(3).joined(separator: ", "))",
            log: output)
    }

    /// What a model and a person get to know of a run that is not green.
    private func refusal(_ verdict: Oracle.Verdict, _ results: TestRun, _ run: EnclosedRun, in slot: Slot)
        -> GateRefusal
    {
        let summary: String
        var failure = GateRecord.Failure.truncated
        var feedback = ""
        switch verdict {
        case .green(let text): summary = text
        case .truncated(let text):
            summary = text
            feedback = "\(text)\n…\(readable(run, in: slot).suffix(2000))"
        case .red(let tests, let text):
            (summary, failure) = (text, .test)
            feedback = tests.prefix(20).map { test in
                "\(test) failed: " + (results.messages[test] ?? []).prefix(4).joined(separator: "; ").prefix(600)
            }.joined(separator: "\n")
        }
        return GateRefusal(
            failure: failure, summary: summary, feedback: feedback.replacing("\(slot.place)/", with: ""),
            log: run.output)
    }

    /// Counts the tests that end, for the line of progress.
    private func counter(_ gate: String) -> @Sendable ([UInt8]) -> Void {
        let count = Mutex(0)
        let all = base.record.runs.first?.outcomes.count ?? 0
        let progress = progress
        return { bytes in
            let text = String(decoding: bytes, as: UTF8.self)
            let ended = text.split(separator: "\n").count {
                $0.hasPrefix("✔ Test ") || $0.hasPrefix("✘ Test ") && $0.contains(" failed after ")
                    || $0.contains("' passed (")
            }
            guard ended > 0 else { return }
            let sum = count.withLock { count in
                count += ended
                return count
            }
            progress("\(gate) \(min(sum, all))/\(all)")
        }
    }
}
