/// Why nothing was done to a proposal, and what a person can do.
package enum ProposalError: Error, Sendable, Equatable, CustomStringConvertible {
    case unknown(String)
    /// Somebody decided before; the first answer counts.
    case alreadyResolved(String, Proposal.State)
    /// The branch is not what was proposed.
    case humanOwned(String, why: String)
    /// What it changes has changed since.
    case stale(String, paths: [String])
    /// The verb does not fit the state.
    case wrongState(String, Proposal.State, needed: String)
    /// The evidence does not belong to the commit.
    case evidence(String, why: String)
    /// Landing would touch what is not committed, or something else is in the way.
    case inTheWay(String, advice: String)
    case objection(String)

    package var description: String {
        switch self {
        case .unknown(let id):
            "there is no proposal “\(id)”; rlm-dogfood inbox lists those that wait, rlm-dogfood status counts all"
        case .alreadyResolved(let id, let state):
            "\(id) is already resolved: it is \(state.rawValue). rlm-dogfood show \(id) tells by whom"
        case .humanOwned(let id, let why):
            "\(id) is in a person's hands: \(why). rlm-dogfood leaves it alone; use git for it"
        case .stale(let id, let paths):
            "\(id) is stale: \(paths.joined(separator: ", ")) changed since its base, so its gates no longer tell. "
                + "Reject it with that reason, and let a cycle find it again"
        case .wrongState(let id, let state, let needed):
            "\(id) is \(state.rawValue); \(needed)"
        case .evidence(let id, let why):
            "the evidence of \(id) cannot be trusted: \(why). Reject it and run a cycle again"
        case .inTheWay(let what, let advice):
            "\(what). \(advice)"
        case .objection(let why): why
        }
    }
}
