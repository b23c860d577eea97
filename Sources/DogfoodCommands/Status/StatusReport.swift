import Commands
import Dogfood

/// What `rlm-dogfood status` prints: who works now, the last runs, and how many proposals are in which state.
struct StatusReport: Encodable {
    struct Attempt: Encodable {
        var number: Int
        var claim: String
        var phase: String
        @NullWhenNil var outcome: String?
        var cost: CostReport
    }

    struct Run: Encodable {
        var id: String
        var base: String
        var analyst: String
        @NullWhenNil var focus: String?
        var started: Int
        @NullWhenNil var ended: Int?
        var outcome: String
        var findings: Int
        var attempts: [Attempt]
        var suppressed: [LedgerState.Suppression]
        var cost: CostReport
    }

    var repository: String
    var state: String
    @NullWhenNil var working: RunLock.Holder?
    var runs: [Run]
    var proposals: [String: Int]
    /// Ideas that a person turned down and that stay away.
    var rejected: [String]

    private static let shownRuns = 5

    init(_ state: LedgerState, repository: String, folder: DogfoodFolder, holder: RunLock.Holder?) {
        self.repository = repository
        self.state = folder.path
        working = holder
        runs = state.runs.suffix(Self.shownRuns).reversed().map { Run($0, isLive: holder?.process == $0.process) }
        proposals = Dictionary(state.proposals.map { ($0.state.rawValue, 1) }, uniquingKeysWith: +)
        rejected = state.rejections.map { "\($0.proposal.id) \($0.proposal.finding.claim): \($0.decision.reason)" }
    }

    var text: String {
        var lines = ["repository  \(repository)"]
        lines.append("working     " + (working.map { "\($0.command), process \($0.process)" } ?? "nobody"))
        let counts = Proposal.State.allCases.compactMap { state in
            proposals[state.rawValue].map { "\($0) \(state.rawValue)" }
        }
        lines.append("proposals   " + (counts.isEmpty ? "none yet" : counts.joined(separator: ", ")))
        if let waiting = proposals[Proposal.State.proposed.rawValue] {
            lines.append("            \(Quantity.counted(waiting, "proposal")) to decide on: rlm-dogfood review")
        }
        for run in runs { lines += Self.lines(run) }
        if !rejected.isEmpty {
            lines += ["", "Turned down, and not to be proposed again:"] + rejected.map { "  " + $0 }
        }
        return lines.map { PlainText.cleaned($0) }.joined(separator: "\n") + "\n"
    }

    private static func lines(_ run: Run) -> [String] {
        var lines = [
            "",
            "\(run.id)  \(run.outcome)  \(ClockText.of(run.started))  \(run.analyst) on \(run.base.prefix(10))"
                + "  \(Quantity.counted(run.findings, "finding"))  \(run.cost.text)",
        ]
        for attempt in run.attempts {
            let stand = attempt.outcome ?? attempt.phase
            lines.append("    \(attempt.number)  \(stand)  \(PlainText.oneLine(attempt.claim))")
        }
        for each in run.suppressed {
            lines.append("    -  left out  \(PlainText.oneLine(each.claim)): \(PlainText.oneLine(each.reason))")
        }
        return lines
    }
}

extension StatusReport.Run {
    init(_ run: LedgerState.Run, isLive: Bool) {
        id = run.id
        base = run.base
        analyst = run.analyst
        focus = run.focus
        started = run.started
        ended = run.ended
        outcome = run.outcome?.description ?? (isLive ? "under way" : Outcome.interrupted.description)
        findings = run.findings.count
        attempts = run.attempts.map { attempt in
            StatusReport.Attempt(
                number: attempt.number, claim: attempt.finding.claim, phase: attempt.phase.rawValue,
                outcome: attempt.outcome?.description ?? (isLive ? nil : Outcome.interrupted.description),
                cost: CostReport(attempt.cost))
        }
        suppressed = run.suppressed
        cost = CostReport(run.cost)
    }
}
