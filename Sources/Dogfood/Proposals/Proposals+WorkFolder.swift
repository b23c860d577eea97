import GitStore

extension Proposals {
    /// Refuses where putting a commit on a branch would touch what is not committed.
    func expectUntouched(_ edits: [GitTreeEdit], on branch: String, _ git: GitRepository) throws {
        guard try isCheckedOutHere(branch, git) else {
            guard try git.isCheckedOut(branch) else { return }
            throw ProposalError.inTheWay(
                "\(shown(branch)) is checked out in another worktree, whose files would no longer be those of the branch",
                advice: "Run this there.")
        }
        if let operation = git.operationUnderWay {
            throw ProposalError.inTheWay("a \(operation) is under way here", advice: "Finish or abort it first.")
        }
        let touched = try edits.filter { try !git.isUntouched($0.path) }.map {
            String(decoding: $0.path, as: UTF8.self)
        }
        guard touched.isEmpty else {
            throw ProposalError.inTheWay(
                "\(touched.joined(separator: ", ")) has changes that are not committed, or is in the way",
                advice: "Commit or stash them, then run this again; nothing was touched.")
        }
    }

    func isCheckedOutHere(_ branch: String, _ git: GitRepository) throws -> Bool {
        guard git.workFolder != nil else { return false }
        return try git.checkedOutBranch() == branch
    }

    /// Brings the files up to date where the branch is checked out, then moves the branch, and writes it down.
    ///
    /// May be called again after a crash at any point: files that are as they should be already are left as they are.
    /// - Returns: whether the files were brought up to date.
    @discardableResult
    func carryOut(
        _ landing: Landing, _ git: GitRepository, _ transaction: inout Ledger.Transaction
    ) throws -> Bool {
        guard let from = GitObjectID(landing.from), let commit = GitObjectID(landing.commit) else {
            throw ProposalError.unknown(landing.id)
        }
        let here = try isCheckedOutHere(landing.branch, git)
        do {
            let (old, new) = (try git.commit(from).tree, try git.commit(commit).tree)
            if here { try git.updateFiles(from: old, to: new) }
            do {
                if try git.reference(landing.branch) != commit {
                    try git.moveReference(
                        landing.branch, from: from, to: commit,
                        reason: "rlm-dogfood \(landing.kind.rawValue) \(landing.id)")
                }
            } catch {
                if here { try? git.updateFiles(from: new, to: old) }
                throw error
            }
        } catch {
            try transaction.append(.landingAbandoned(id: landing.id, reason: "\(error)"))
            throw error
        }
        try transaction.append(.landed(id: landing.id, kind: landing.kind))
        return here
    }
}
