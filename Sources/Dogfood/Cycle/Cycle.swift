/// One round of the agent: Analysis → Improvement → Testing, and back with what failed, until a proposal waits.
package struct Cycle: Sendable {
    /// Writes a step down; a step that cannot be written ends the cycle.
    package typealias Recorder = @Sendable (CycleEvent) throws -> Void

    let run: String
    let analyst: any Analyst
    let checking: any ChangeChecking
    let testing: any CandidateTesting
    let proposing: any Proposing
    private let limits: CycleLimits
    let record: Recorder
    private let start = ContinuousClock.now

    package init(
        run: String, analyst: any Analyst, checking: any ChangeChecking, testing: any CandidateTesting,
        proposing: any Proposing, limits: CycleLimits, record: @escaping Recorder
    ) {
        self.run = run
        self.analyst = analyst
        self.checking = checking
        self.testing = testing
        self.proposing = proposing
        self.limits = limits
        self.record = record
    }

    /// Goes through the findings, best first, until there are proposals enough.
    package func callAsFunction() async throws -> CycleReport {
        try record(.analysing(analyst: analyst.name))
        var report = CycleReport(ending: .exhausted)
        do {
            let open = try await openFindings(&report)
            try record(.found(open))
            try await pursue(open, &report)
        } catch is CancellationError {
            report.ending = .interrupted
        }
        try record(.ended(report.ending))
        return report
    }

    private func openFindings(_ report: inout CycleReport) async throws -> [Finding] {
        var open: [Finding] = []
        for finding in try await analyst.findings() {
            if let reason = try await proposing.objection(to: finding) {
                try record(.suppressed(finding, reason: reason))
                report.suppressed.append(CycleReport.Miss(finding: finding, reason: reason))
            } else {
                open.append(finding)
            }
        }
        return open
    }

    private func pursue(_ findings: [Finding], _ report: inout CycleReport) async throws {
        var timeouts = 0
        for (index, finding) in findings.enumerated() {
            report.left = findings.count - index
            try Task.checkCancellation()
            if report.proposals.count >= limits.proposals {
                report.ending = .enough
                return
            }
            if let spent = overspent {
                report.ending = .budget(spent)
                return
            }
            var pursuit = Pursuit(finding: finding, in: self)
            switch try await pursuit.carryOut(drafts: limits.drafts, unless: { overspent }) {
            case .proposed(let proposal): report.proposals.append(proposal)
            case .failed(let reason): report.failed.append(CycleReport.Miss(finding: finding, reason: reason))
            case .halted(let reason):
                report.failed.append(CycleReport.Miss(finding: finding, reason: reason))
                report.ending = .halted(reason)
                return
            }
            timeouts = pursuit.timedOut ? timeouts + 1 : 0
            if timeouts == 3 {
                report.ending = .halted("three findings in a row ran out of time")
                return
            }
        }
        report.left = 0
        report.ending = report.proposals.count >= limits.proposals ? .enough : .exhausted
    }

    /// Why no further draft is begun; nil while there is time and money.
    private var overspent: String? {
        if let limit = limits.costUSD, analyst.spending.knownUSD >= limit {
            return "the $\(limit) of this cycle are spent"
        }
        if let limit = limits.seconds, start.duration(to: .now) >= .seconds(limit) {
            return "the \(Int(limit)) seconds of this cycle are over"
        }
        return nil
    }
}
