package import GitStore

/// The proposals of one repository: branches that carry their evidence, and what people decide of them.
package struct Proposals: Sendable {
    static let author = (name: "rlm-dogfood", email: "rlm-dogfood@localhost")

    let place: GitPath
    package let ledger: Ledger
    /// SHA-256 of the policy that judges what is published.
    let policy: String
    /// The commit that new findings are about; nil where nothing is published.
    let base: GitObjectID?

    /// - Parameter place: the work folder, or a bare repository's own.
    package init(of place: GitPath, ledger: Ledger, policy: String = "", base: GitObjectID? = nil) {
        self.place = place
        self.ledger = ledger
        self.policy = policy
        self.base = base
    }

    /// A handle of its own for each call: one must not be used by two threads.
    func repository() throws(GitError) -> GitRepository { try GitRepository.open(at: place) }

    /// The person who works on the repository, as git knows them: `Ada <ada@example.org>`.
    package func personsName() throws -> String {
        let person = try repository().userSignature()
        return "\(person.name) <\(person.email)>"
    }

    /// A proposal with what became of it.
    package func entry(_ id: String) throws -> LedgerState.Entry {
        guard let entry = try ledger.state.proposal(id) else { throw ProposalError.unknown(id) }
        return entry
    }

    /// The change as `git diff` prints it.
    package func diff(_ proposal: Proposal) throws -> [UInt8] {
        let git = try repository()
        guard let base = GitObjectID(proposal.base), let tree = GitObjectID(proposal.tree) else {
            throw ProposalError.evidence(proposal.id, why: "its commits have no proper names")
        }
        return try git.diff(from: try git.commit(base).tree, to: tree).text
    }
}

extension Proposals: Proposing {
    package func publish(_ change: ProvenChange) async throws -> Proposal {
        let git = try repository()
        let patch = try git.diff(from: change.candidate.baseTree, to: change.candidate.tree).patchID
        return try ledger.transaction { transaction in
            if let objection = try objection(to: "\(patch)", in: transaction.state) {
                throw ProposalError.objection(objection)
            }
            let proposal = try prepared(change, patch: "\(patch)", as: transaction.state.nextProposal, git)
            try transaction.append(.proposing(proposal: proposal))
            try publishBranch(of: proposal, git, &transaction)
            return proposal
        }
    }

    /// Makes the branch, if it is not there yet, and writes it down.
    func publishBranch(
        of proposal: Proposal, _ git: GitRepository, _ transaction: inout Ledger.Transaction
    ) throws {
        guard let commit = GitObjectID(proposal.commit) else { throw ProposalError.unknown(proposal.id) }
        if try git.reference(proposal.ref) == nil {
            try git.createReference(proposal.ref, at: commit, reason: "rlm-dogfood: propose \(proposal.id)")
        }
        try transaction.append(.proposed(id: proposal.id))
    }

    /// Keeps the evidence and makes the commit; no branch has it yet.
    private func prepared(
        _ change: ProvenChange, patch: String, as id: String, _ git: GitRepository
    ) throws -> Proposal {
        var proposal = Proposal(
            id: id, run: change.run, ref: ProposalText.branch(id, claim: change.finding.claim),
            finding: change.finding, risk: change.risk, paths: change.paths, tripwires: change.tripwires,
            gates: change.gates, base: "\(change.candidate.base)", commit: "", tree: "\(change.candidate.tree)",
            patchID: patch, policy: policy, evidence: "", model: change.model, cost: change.cost,
            failedAttempts: change.failedAttempts)
        proposal.evidence = try ledger.artifacts.keep(Evidence.bytes(of: proposal))
        let agent = GitSignature(name: Self.author.name, email: Self.author.email)
        let message = ProposalText.commit(of: change, id: id, evidence: proposal.evidence, policy: policy)
        let commit = try git.writeCommit(
            tree: change.candidate.tree, parents: [change.candidate.base], author: agent, committer: agent,
            message: message)
        proposal.commit = "\(commit)"
        return proposal
    }
}
