extension Examination {
    /// The candidate's sources with the base's tests.
    func build() async throws -> GatePass {
        let slot = try await slot(
            "verdict", mix(sources: candidateEntries, tests: baseEntries), layers: [base.layer])
        verdictSlot = slot
        guard workshop.command == .swift else { return .skipped("the test command builds") }
        let run = try await slot.build(base.record.buildLimits)
        try check(build: run, in: slot, "the build")
        return GatePass(summary: "builds with the base's tests", log: run.output)
    }

    func check(build run: EnclosedRun, in slot: Slot, _ what: String) throws {
        try checkBreach(run, what, .build)
        guard !run.isSuccess else { return }
        let errors = Self.firstErrors(of: readable(run, in: slot))
        let first = errors.first ?? String(readable(run, in: slot).suffix(300))
        throw GateRefusal(
            failure: .build, summary: "\(what) failed: \(first)",
            feedback: errors.isEmpty ? "…\(readable(run, in: slot).suffix(3000))" : errors.joined(separator: "\n"),
            log: run.output)
    }

    /// The first error of each file, before those of none.
    static func firstErrors(of text: String) -> [String] {
        var files: Set<Substring> = []
        let errors = text.split(separator: "\n").filter { line in
            guard line.contains(": error: ") || line.hasPrefix("error: "), !line.hasPrefix(" ") else { return false }
            return files.insert(line.prefix { $0 != ":" }).inserted
        }
        // Those of no file only say that a command failed.
        return (errors.filter { !$0.hasPrefix("error: ") } + errors.filter { $0.hasPrefix("error: ") }).map(String.init)
    }

    /// A build from nothing, and all tests: what a stale product could hide shows here.
    func coldBuild() async throws -> GatePass {
        guard workshop.command == .swift else { return .skipped("the test command begins with nothing each time") }
        let slot = try await slot("cold", candidateEntries, layers: [])
        if base.hasDependencies { try await bringDependencies(to: slot) }
        let build = try await slot.build(base.record.buildLimits)
        try check(build: build, in: slot, "the cold build")
        let (run, results) = try await slot.test(base.record.testLimits, onOutput: counter("cold-build"))
        try checkBreach(run, "the tests of the cold build", .test)
        var verdict = oracle.judge(results)
        if case .red(let tests, _) = verdict {
            try await rerun(tests, in: slot, failed: refusal(verdict, results, run, in: slot))
            verdict = oracle.judge(results)
        }
        guard case .green(let summary) = verdict else { throw refusal(verdict, results, run, in: slot) }
        return GatePass(summary: "\(summary), built from nothing", log: build.output + run.output)
    }

    /// The checked-out dependencies are no products; the sandbox could not get them again.
    private func bringDependencies(to slot: Slot) async throws {
        for name in ["checkouts", "repositories", "workspace-state.json"] {
            try await slot.copyProduct("\(base.layer)/\(name)", named: name)
        }
    }
}
