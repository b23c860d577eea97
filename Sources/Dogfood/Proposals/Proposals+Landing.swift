import GitStore

extension Proposals {
    /// What came of a landing or its revert.
    package struct Landed: Sendable, Equatable {
        package var landing: Landing
        /// Commits on the branch since the proposal's base, which the gates have not seen with it.
        package var unseen: Int
        /// True when the files of the work folder were brought up to date as well.
        package var updatedFiles: Bool
    }

    /// Merges an approved proposal into a branch, as a commit of the person at work.
    /// - Parameter branch: its full name; nil for the one that is checked out.
    package func land(_ id: String, onto branch: String?) throws -> Landed {
        let git = try repository()
        let branch = try branch ?? checkedOut(git)
        return try ledger.transaction { transaction in
            guard let entry = transaction.state.proposal(id) else { throw ProposalError.unknown(id) }
            let decision = try approval(of: entry)
            if let why = try foreignHand(entry.proposal, git) {
                try transaction.append(.moved(id: id, state: .humanOwned, reason: why))
                throw ProposalError.humanOwned(id, why: why)
            }
            let (landing, unseen) = try merge(entry.proposal, decision, into: branch, git)
            try transaction.append(.landing(landing: landing))
            let updated = try carryOut(landing, git, &transaction)
            try putAway(entry.proposal, git)
            return Landed(landing: landing, unseen: unseen, updatedFiles: updated)
        }
    }

    /// Takes a landed proposal back by a commit that restores what it changed.
    package func revert(_ id: String) throws -> Landed {
        let git = try repository()
        return try ledger.transaction { transaction in
            guard let entry = transaction.state.proposal(id) else { throw ProposalError.unknown(id) }
            guard entry.state == .landed, let done = entry.landings.last else {
                throw ProposalError.wrongState(id, entry.state, needed: "only what has landed can be taken back")
            }
            try settled(entry)
            let landing = try restoration(of: entry.proposal, done, git)
            try transaction.append(.landing(landing: landing))
            return Landed(
                landing: landing, unseen: 0, updatedFiles: try carryOut(landing, git, &transaction))
        }
    }

    /// The approval that stands behind a proposal, made of exactly what is to be landed.
    private func approval(of entry: LedgerState.Entry) throws -> Decision {
        let proposal = entry.proposal
        guard entry.state == .approved else {
            throw ProposalError.wrongState(
                proposal.id, entry.state,
                needed: "a person has to approve it before it lands: rlm-dogfood approve \(proposal.id)")
        }
        try settled(entry)
        guard let decision = entry.decisions.last, decision.verdict == .approved, decision.covers(proposal) else {
            throw ProposalError.evidence(proposal.id, why: "the approval was given to another tree")
        }
        try Evidence.check(proposal, in: ledger.artifacts)
        return decision
    }

    private func settled(_ entry: LedgerState.Entry) throws {
        guard entry.openLanding != nil else { return }
        throw ProposalError.inTheWay(
            "landing \(entry.proposal.id) was begun and not finished", advice: "Run: rlm-dogfood resume")
    }

    private func merge(
        _ proposal: Proposal, _ decision: Decision, into branch: String, _ git: GitRepository
    ) throws -> (Landing, unseen: Int) {
        guard let tip = try git.reference(branch) else {
            throw ProposalError.inTheWay("there is no branch \(branch)", advice: "Name one with --onto.")
        }
        guard let base = GitObjectID(proposal.base), let commit = GitObjectID(proposal.commit) else {
            throw ProposalError.evidence(proposal.id, why: "its commits have no proper names")
        }
        guard try git.isAncestor(base, of: tip) else {
            throw ProposalError.inTheWay(
                "\(shown(branch)) does not have the commit that \(proposal.id) was made on, "
                    + "\(proposal.base.prefix(10))", advice: "Check out the branch that has, or name it with --onto.")
        }
        let (old, new, now) = (
            try git.commit(base).tree, try git.commit(commit).tree, try git.commit(tip).tree
        )
        let edits = try Self.edits(from: old, to: new, git)
        let moved = try edits.filter { try git.file(of: old, at: $0.path)?.id != git.file(of: now, at: $0.path)?.id }
        guard moved.isEmpty else {
            throw ProposalError.stale(proposal.id, paths: moved.map { String(decoding: $0.path, as: UTF8.self) })
        }
        let tree = try git.writeTree(from: now, edits: edits)
        try expectUntouched(edits, on: branch, git)
        let person = try git.userSignature()
        let merge = try git.writeCommit(
            tree: tree, parents: [tip, commit], author: person, committer: person,
            message: ProposalText.merge(proposal, decision: decision))
        let unseen = try git.countCommits(from: base, to: tip, atMost: 1000)
        return (
            Landing(id: proposal.id, kind: .land, branch: branch, from: "\(tip)", commit: "\(merge)"), unseen
        )
    }

    private func restoration(of proposal: Proposal, _ done: Landing, _ git: GitRepository) throws -> Landing {
        guard let before = GitObjectID(done.from), let after = GitObjectID(done.commit),
            let tip = try git.reference(done.branch)
        else {
            throw ProposalError.inTheWay(
                "\(shown(done.branch)) is gone", advice: "Revert it where it is with: git revert -m 1 \(done.commit)")
        }
        let (old, new, now) = (
            try git.commit(before).tree, try git.commit(after).tree, try git.commit(tip).tree
        )
        let edits = try Self.edits(from: new, to: old, git)
        let later = try edits.filter { try git.file(of: new, at: $0.path)?.id != git.file(of: now, at: $0.path)?.id }
        guard try git.isAncestor(after, of: tip), later.isEmpty else {
            let paths = later.map { String(decoding: $0.path, as: UTF8.self) }.joined(separator: ", ")
            throw ProposalError.inTheWay(
                "what \(proposal.id) changed was changed again since\(paths.isEmpty ? "" : " (\(paths))")",
                advice: "Do it by hand, where conflicts can be mended: git revert -m 1 \(done.commit)")
        }
        try expectUntouched(edits, on: done.branch, git)
        let person = try git.userSignature()
        let commit = try git.writeCommit(
            tree: try git.writeTree(from: now, edits: edits), parents: [tip], author: person, committer: person,
            message: ProposalText.revert(proposal, landing: done))
        return Landing(id: proposal.id, kind: .revert, branch: done.branch, from: "\(tip)", commit: "\(commit)")
    }

    /// What turns one tree into another, a move being a removal and a new file.
    private static func edits(
        from old: GitObjectID, to new: GitObjectID, _ git: GitRepository
    ) throws -> [GitTreeEdit] {
        var edits: [GitTreeEdit] = []
        for change in try git.diff(from: old, to: new).changes {
            if change.kind == .renamed { edits.append(GitTreeEdit(path: change.oldPath, content: .removed)) }
            edits.append(GitTreeEdit(path: change.path, content: change.entry.map { .file($0.id) } ?? .removed))
        }
        return edits
    }

    private func checkedOut(_ git: GitRepository) throws -> String {
        if let branch = try git.checkedOutBranch() { return branch }
        throw ProposalError.inTheWay(
            "no branch is checked out here", advice: "Name the one to land on: --onto main")
    }

    func shown(_ branch: String) -> String {
        branch.hasPrefix("refs/heads/") ? String(branch.dropFirst("refs/heads/".count)) : branch
    }
}
