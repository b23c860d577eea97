import Posix

/// Building and testing, as the two commands of a Swift package or as one line for the shell.
extension Slot {
    /// With an index, though no editor reads it: the tests of XCTest are found there.
    private static let offline = [
        "--skip-update", "--disable-automatic-resolution", "--manifest-cache", "local",
    ]
    private static let events = "events.jsonl"

    func build(_ limits: SandboxLimits) async throws -> EnclosedRun {
        try await enclosure().run(["swift", "build", "--build-tests"] + Self.offline, limits: limits, in: folder)
    }

    /// Runs the tests; also those of what was not built by this.
    /// - Parameter filter: patterns of the only tests to run; empty for all.
    func test(
        _ limits: SandboxLimits, filter: [String] = [], onOutput: @escaping @Sendable ([UInt8]) -> Void = { _ in }
    ) async throws -> (run: EnclosedRun, results: TestRun) {
        remove(leftover: Self.events)
        let command =
            ["swift", "test", "--skip-build"] + Self.offline + ["--event-stream-output-path", "/out/\(Self.events)"]
            + filter.flatMap { ["--filter", $0] }
        var enclosure = enclosure()
        if !filter.isEmpty { enclosure.environment.merge(Workshop.width(perProcessor: 4)) { $1 } }
        let run = try await enclosure.run(command, limits: limits, in: folder, onOutput: onOutput)
        var report = TestReport()
        report.add(output: run.output)
        if let events = read(Self.events) { report.add(events: events) }
        return (run, TestRun(run, report))
    }

    /// Runs a line of the shell.
    func shell(_ line: String, _ limits: SandboxLimits) async throws -> EnclosedRun {
        try await enclosure().run(["sh", "-c", line], limits: limits, in: folder)
    }
}

extension TestRun {
    init(_ run: EnclosedRun, _ report: TestReport) {
        let code: Int32? = if case .exited(let code) = run.status, run.breach == nil { code } else { nil }
        self.init(
            exitCode: code, seconds: run.seconds, longestSilence: run.longestSilence, outcomes: report.outcomes,
            messages: report.messages, isComplete: report.isComplete, contradictions: report.contradictions)
    }
}
