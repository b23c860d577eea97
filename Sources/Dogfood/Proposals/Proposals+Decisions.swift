import Glibc
import GitStore

extension Proposals {
    /// Writes down what a person decided of exactly what was shown.
    ///
    /// The first answer counts. A branch that is no longer wanted is put away as `refs/rlm/closed/ID`.
    /// - Parameter shown: the proposal as the person saw it.
    @discardableResult
    package func decide(
        _ shown: Proposal, _ verdict: Decision.Verdict, by reviewer: Decision.Reviewer, reason: String
    ) throws -> Decision {
        let git = try repository()
        let decision = Decision(of: shown, verdict, by: reviewer, reason: reason, time: Int(time(nil)))
        try ledger.transaction { transaction in
            guard let entry = transaction.state.proposal(shown.id) else { throw ProposalError.unknown(shown.id) }
            guard entry.state == .proposed, entry.isPublished else {
                throw ProposalError.alreadyResolved(shown.id, entry.state)
            }
            guard entry.proposal == shown else {
                throw ProposalError.evidence(shown.id, why: "it is not what was shown")
            }
            if let why = try foreignHand(shown, git) {
                try transaction.append(.moved(id: shown.id, state: .humanOwned, reason: why))
                throw ProposalError.humanOwned(shown.id, why: why)
            }
            if verdict == .approved { try Evidence.check(shown, in: ledger.artifacts) }
            try transaction.append(.decided(decision: decision))
            if verdict != .approved { try putAway(shown, git) }
        }
        return decision
    }

    /// Why the branch is no longer what was proposed; nil when it is.
    func foreignHand(_ proposal: Proposal, _ git: GitRepository) throws -> String? {
        guard let tip = try git.reference(proposal.ref) else { return "its branch was deleted" }
        guard "\(tip)" == proposal.commit else { return "its branch has another commit, \("\(tip)".prefix(10))" }
        guard "\(try git.commit(tip).tree)" == proposal.tree else { return "its commit has another tree" }
        return nil
    }

    /// The paths of a proposal that are no longer, where the person is now, what they were on its base.
    package func changedSince(_ proposal: Proposal) throws -> [String] {
        let git = try repository()
        guard let base = GitObjectID(proposal.base), let head = try git.reference("HEAD") else { return [] }
        let (then, now) = (try git.commit(base).tree, try git.commit(head).tree)
        return try proposal.paths.map(\.path).filter { path in
            try git.file(of: then, at: Array(path.utf8))?.id != git.file(of: now, at: Array(path.utf8))?.id
        }
    }

    /// Moves the branch out of sight, unless a person has it checked out or changed it.
    func putAway(_ proposal: Proposal, _ git: GitRepository) throws {
        guard let commit = GitObjectID(proposal.commit), try git.reference(proposal.ref) == commit,
            try !git.isCheckedOut(proposal.ref)
        else { return }
        let closed = Self.closed(proposal.id)
        if try git.reference(closed) == nil {
            try git.createReference(closed, at: commit, reason: "rlm-dogfood: close \(proposal.id)")
        }
        try git.deleteReference(proposal.ref, expecting: commit)
    }

    /// Branches with the name of a proposal that no record knows.
    package func strays() throws -> [String] {
        let known = Set(try ledger.state.proposals.map(\.proposal.ref))
        return try repository().references(withPrefix: "refs/heads/rlm/p/").map(\.name).filter { !known.contains($0) }
    }

    static func closed(_ id: String) -> String { "refs/rlm/closed/\(id)" }

    /// Writes down which open proposals a person has taken over, and returns what waits.
    package func inbox() throws -> [LedgerState.Entry] {
        let git = try repository()
        return try ledger.transaction { transaction in
            for entry in transaction.state.proposals
            where entry.isPublished && [.proposed, .approved].contains(entry.state) && entry.openLanding == nil {
                if let why = try foreignHand(entry.proposal, git) {
                    try transaction.append(.moved(id: entry.proposal.id, state: .humanOwned, reason: why))
                }
            }
            return transaction.state.inbox
        }
    }
}
