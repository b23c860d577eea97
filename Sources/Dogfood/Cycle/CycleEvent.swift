/// One step of a cycle, for the journal and for whoever watches.
package enum CycleEvent: Sendable, Equatable {
    case analysing(analyst: String)
    /// The findings that may be tried, best first.
    case found([Finding])
    /// A finding that is not tried, with the reason: an open proposal, or a remembered rejection.
    case suppressed(Finding, reason: String)
    /// Drafts are counted from 1 for each finding.
    case drafting(Finding, draft: Int)
    /// The edits apply and may be made.
    case checked(Finding, Candidate, Risk)
    /// What a gate does at the moment; for people only.
    case progress(Finding, String)
    case gate(Finding, GateRecord)
    /// A draft came to nothing.
    case failed(Finding, GateRecord.Failure, Candidate?, reason: String)
    case givenUp(Finding, reason: String)
    case proposed(Proposal)
    case ended(CycleEnding)
}
