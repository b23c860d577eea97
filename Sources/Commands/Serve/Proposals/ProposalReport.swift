package import Dogfood

/// A proposal with what became of it, as `rlm-dogfood show --json` prints it.
package struct ProposalReport: Codable, Sendable {
    package var proposal: Proposal
    package var state: Proposal.State
    @NullWhenNil package var note: String?
    /// Seconds since 1970.
    package var proposed: Int
    package var decisions: [Decision]
    package var landings: [Landing]

    package init(_ entry: LedgerState.Entry) {
        proposal = entry.proposal
        state = entry.state
        note = entry.note
        proposed = entry.proposed
        decisions = entry.decisions
        landings = entry.landings
    }
}
