import Commands
import Configuration
import Dogfood
import GitStore

extension Verb {
    /// `rlm-dogfood cycle`.
    static let cycle = Verb(.cycle) { input in
        try input.expectNoOperands(of: "cycle")
        let configuration = try Configuration(environment: input.environment, options: input.parsed.settings)
        let limits = try CycleLimits(input.parsed, configuration.settings)
        let repository = try OpenRepository(input)
        let base = try repository.base()
        let policy = try repository.policy(for: base)
        let lock = try RunLock(repository.folder, command: "cycle")
        defer { withExtendedLifetime(lock) {} }
        _ = try repository.proposals.settle()
        let focus = input.parsed.text("--focus")
        let analyst = try await repository.analyst(
            input, configuration.settings, base: base, count: 2 * limits.proposals)
        let interruption = try Interruption()
        let run = try repository.ledger.beginRun(base: "\(base)", analyst: analyst.name, focus: focus)
        let journal = CycleJournal(run: run, ledger: repository.ledger, analyst: analyst)
        let display = CycleDisplay(run: run, environment: input.environment)
        interruption.restoring { display.close() }
        let cycle = Cycle(
            run: run, analyst: analyst,
            checking: ChangeChecker(place: repository.place, base: base, policy: policy),
            testing: repository.examiner(input.parsed),
            proposing: Proposals(
                of: repository.place, ledger: repository.ledger, policy: policy.sha256, base: base),
            limits: limits,
            record: { event in
                try journal.record(event)
                display.show(event)
            })
        let report = try await journal.carryOut(cycle, interruption, display)
        try StandardOutput.write(
            input.wantsJSON ? try JSONText.of(CycleSummary(report, run: run)) : CycleSummary(report, run: run).text)
        return ExitCode(report)
    }
}

extension CycleJournal {
    /// Runs the cycle until its end or until a signal; an error is written down as the end of the run.
    fileprivate func carryOut(
        _ cycle: Cycle, _ interruption: Interruption, _ display: CycleDisplay
    ) async throws -> CycleReport {
        do {
            let report = try await interruption.cancelling { try await cycle() }
            interruption.workIsDone()
            display.close()
            return report
        } catch {
            interruption.workIsDone()
            display.close()
            try end(error)
            throw error
        }
    }
}

extension CycleLimits {
    fileprivate init(_ parsed: ParsedArguments, _ settings: Settings) throws {
        self.init(costUSD: settings.limits.costUSD)
        if let number = parsed.number("--max-proposals") { proposals = Int(number) }
        if let number = parsed.number("--max-drafts") { drafts = Int(number) }
        seconds = parsed.number("--timeout")
        guard proposals > 0, drafts > 0 else { throw UsageError("--max-proposals and --max-drafts take 1 or more") }
        if let seconds, seconds < 0 { throw UsageError("--timeout takes 0 or more") }
    }
}

extension ExitCode {
    init(_ report: CycleReport) {
        self =
            switch report.ending {
            case .interrupted: .interrupted
            case .budget: .budget
            case .halted: .incomplete
            case .enough, .exhausted: report.proposals.isEmpty ? .incomplete : .success
            }
    }
}
