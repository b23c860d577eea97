import GitStore

extension Proposals {
    /// Brings to an end what a process that was killed left half done, and says what it did, a line each.
    ///
    /// To be called by the one that holds the lock.
    package func settle() throws -> [String] {
        let git = try repository()
        var done: [String] = []
        try ledger.transaction { transaction in
            for run in transaction.state.openRuns {
                try transaction.append(.runEnded(run: run.id, outcome: .interrupted))
                done.append("\(run.id) was interrupted")
            }
        }
        for entry in try ledger.state.proposals {
            let proposal = entry.proposal
            if !entry.isPublished, let commit = GitObjectID(proposal.commit) {
                if try git.reference(proposal.ref) == nil {
                    try git.createReference(proposal.ref, at: commit, reason: "rlm-dogfood: propose \(proposal.id)")
                }
                try ledger.append(.proposed(id: proposal.id))
                done.append("\(proposal.id) is published")
            }
            if let landing = entry.openLanding { done.append(settle(landing, git)) }
            if [.rejected, .superseded, .landed, .reverted].contains(try self.entry(proposal.id).state),
                try git.reference(proposal.ref) != nil
            {
                try putAway(proposal, git)
                if try git.reference(proposal.ref) == nil { done.append("the branch of \(proposal.id) is put away") }
            }
        }
        return done
    }

    private func settle(_ landing: Landing, _ git: GitRepository) -> String {
        do {
            try carryOut(landing, git)
            return "\(landing.kind.rawValue) of \(landing.id) on \(shown(landing.branch)) is done"
        } catch {
            return "\(landing.kind.rawValue) of \(landing.id) on \(shown(landing.branch)) is given up: \(error)"
        }
    }
}
