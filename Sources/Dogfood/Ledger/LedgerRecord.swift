/// One line of the journal: something that is about to be done, or that was done.
package enum LedgerRecord: Codable, Sendable, Equatable {
    /// A cycle began, on this commit.
    case runStarted(run: String, base: String, analyst: String, focus: String?, process: Int32)
    /// The findings of a run, best first.
    case analysed(run: String, findings: [Finding])
    /// A draft for a finding is asked for; attempts of a run are counted from 1.
    case attemptStarted(run: String, attempt: Int, finding: Finding)
    /// An attempt went on to its next phase.
    case phase(run: String, attempt: Int, phase: Phase)
    case gate(run: String, attempt: Int, record: GateRecord)
    /// - `patchID`: of the draft, where there was one.
    case attemptEnded(run: String, attempt: Int, outcome: Outcome, cost: Spending, patchID: String?)
    /// A finding was left out because a person turned it down before, or another reason.
    case suppressed(run: String, claim: String, reason: String)
    case runEnded(run: String, outcome: Outcome)

    /// The branch of a proposal is about to be made.
    case proposing(proposal: Proposal)
    case proposed(id: String)
    case decided(decision: Decision)
    /// A branch is about to get a commit that a person asked for; also for taking a landed proposal back.
    case landing(landing: Landing)
    case landed(id: String, kind: Landing.Kind)
    /// What was announced by `landing` did not happen.
    case landingAbandoned(id: String, reason: String)
    /// A proposal came to another state without a decision: `superseded`, `stale`, `human-owned`.
    case moved(id: String, state: Proposal.State, reason: String)
    /// Artifacts and branches that were of no more use were removed.
    case collected(branches: [String], artifacts: Int)
}

/// Where an attempt stands.
package enum Phase: String, Codable, Sendable {
    case drafting, checked
}
