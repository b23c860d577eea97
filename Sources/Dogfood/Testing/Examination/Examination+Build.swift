extension Examination {
    /// The candidate's sources with the base's tests.
    func build() async throws -> GatePass {
        let entries = mix(sources: candidateEntries, tests: baseEntries)
        guard entries != mix(sources: baseEntries, tests: baseEntries) else { return .skipped("only tests change") }
        let slot = try await slot("verdict", entries, layers: [base.layer])
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
        let (summary, _, output) = try await runTests(in: slot, .coldBuild, "the tests of the cold build")
        return GatePass(summary: "\(summary), built from nothing", log: build.output + output)
    }

    /// The checked-out dependencies are no products; the sandbox could not get them again.
    private func bringDependencies(to slot: Slot) async throws {
        for name in ["checkouts", "repositories", "workspace-state.json"] {
            try await slot.copyProduct("\(base.layer)/\(name)", named: name)
        }
    }
}
