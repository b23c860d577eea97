import GitStore

extension Proposals {
    /// Brings to an end what a process that was killed left half done, and says what it did, a line each.
    ///
    /// To be called by the one that holds the `RunLock`.
    package func settle() throws -> [String] {
        let git = try repository()
        OrphanedSandboxes.end(below: ledger.folder.path)
        return try ledger.transaction { transaction in
            var done: [String] = []
            for run in transaction.state.openRuns {
                try transaction.append(.runEnded(run: run.id, outcome: .interrupted))
                done.append("\(run.id) was interrupted")
            }
            for entry in transaction.state.proposals { done += try settle(entry, git, &transaction) }
            return done
        }
    }

    private func settle(
        _ entry: LedgerState.Entry, _ git: GitRepository, _ transaction: inout Ledger.Transaction
    ) throws -> [String] {
        let proposal = entry.proposal
        var done: [String] = []
        var state = entry.state
        if !entry.isPublished {
            LeftLocks(git, of: entry).remove()
            try publishBranch(of: proposal, git, &transaction)
            done.append("\(proposal.id) is published")
        }
        if let landing = entry.openLanding {
            LeftLocks(git, of: entry).remove()
            done.append(settle(landing, since: entry.changed, git, &transaction))
            state = transaction.state.proposal(proposal.id)?.state ?? state
        }
        if [.rejected, .superseded, .landed, .reverted].contains(state), try git.reference(proposal.ref) != nil {
            LeftLocks(git, of: entry).remove()
            try putAway(proposal, git)
            if try git.reference(proposal.ref) == nil { done.append("the branch of \(proposal.id) is put away") }
        }
        return done
    }

    private func settle(
        _ landing: Landing, since time: Int, _ git: GitRepository, _ transaction: inout Ledger.Transaction
    ) -> String {
        let what = "\(landing.kind.rawValue) of \(landing.id) on \(shown(landing.branch))"
        do {
            if let from = GitObjectID(landing.from), let commit = GitObjectID(landing.commit),
                try isCheckedOutHere(landing.branch, git)
            {
                try HalfWrittenFiles(git, since: time).complete(
                    from: try git.commit(from).tree, to: try git.commit(commit).tree)
            }
            try carryOut(landing, git, &transaction)
            return "\(what) is done"
        } catch {
            return "\(what) is given up: \(error)"
        }
    }
}
