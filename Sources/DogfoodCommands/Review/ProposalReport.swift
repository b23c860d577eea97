import Commands
import Dogfood

/// A proposal as `--json` prints it.
struct ProposalReport: Encodable {
    var proposal: Proposal
    var state: Proposal.State
    @NullWhenNil var note: String?
    /// Seconds since 1970.
    var proposed: Int
    var decisions: [Decision]
    var landings: [Landing]

    init(_ entry: LedgerState.Entry) {
        proposal = entry.proposal
        state = entry.state
        note = entry.note
        proposed = entry.proposed
        decisions = entry.decisions
        landings = entry.landings
    }
}
