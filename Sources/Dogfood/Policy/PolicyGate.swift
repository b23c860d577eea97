import GitStore

/// The second gate: whether a change may be made at all, judged by what it touches and not by what it does.
struct PolicyGate {
    let policy: Policy
    let repository: GitRepository

    struct Verdict {
        let breaches: [PolicyBreach]
        let files: [ChangedFile]
    }

    /// Judges what really differs between the two trees, whatever the candidate says of itself.
    func judge(_ candidate: Candidate) throws(GitError) -> Verdict {
        let diff = try repository.diff(
            from: candidate.baseTree, to: candidate.tree, showsAllText: true, findsRenames: false)
        let changes = diff.changes
        var files: [ChangedFile] = []
        for (index, change) in changes.enumerated() {
            files.append(ChangedFile(change, patch: try diff.patch(at: index), rules: policy.paths))
        }
        var breaches = try TreeRules(repository: repository, baseTree: candidate.baseTree).breaches(changes)
        for file in files where file.pathClass == .frozen {
            let isTest = !file.remains && policy.paths.isTest(file.path)
            breaches.append(
                PolicyBreach(
                    path: file.path,
                    reason: isTest ? "no proposal may delete tests" : "it is frozen: no proposal may change it"))
        }
        for (change, file) in zip(changes, files) {
            for entry in [change.oldEntry, change.entry].compactMap(\.self) where entry.kind == .file {
                if let reason = TextRules.refusal(of: try repository.content(of: entry.id)) {
                    breaches.append(PolicyBreach(path: file.path, reason: reason))
                    break
                }
            }
            breaches += TextRules.refusals(ofAdded: file.added).map { PolicyBreach(path: file.path, reason: $0) }
        }
        return Verdict(breaches: breaches + sizeBreaches(files), files: files)
    }

    private func sizeBreaches(_ files: [ChangedFile]) -> [PolicyBreach] {
        var breaches: [PolicyBreach] = []
        func check(_ count: Int, _ most: Int, _ unit: String) {
            guard count > most else { return }
            breaches.append(
                PolicyBreach(path: nil, reason: "\(count) \(unit) are more than the \(most) that a proposal may have"))
        }
        check(files.count, policy.mostFiles, "changed files")
        check(files.reduce(0) { $0 + $1.added.count + $1.removed.count }, policy.mostLines, "changed lines")
        check(files.reduce(0) { $1.added.reduce($0) { $0 + $1.count } }, policy.mostBytes, "bytes of added lines")
        if files.isEmpty { breaches.append(PolicyBreach(path: nil, reason: "nothing changes")) }
        return breaches
    }
}
