package import GitStore

/// What a maintainer knows of a repository besides its files: where it changes, what rules find, what people decided.
package struct MaintainerNotes: Sendable {
    /// The files that the last commits changed most, with how often.
    package var churn: [(path: String, commits: Int)] = []
    /// What the built-in analyst finds, which is not to be found again.
    package var known: [Finding] = []
    /// Earlier proposals and what became of them, the newest first.
    package var verdicts: [String] = []
    /// Findings of which no draft came through, with the reason, the newest first.
    package var failures: [String] = []
    /// Files and folders that no proposal may change.
    package var frozen: [String] = []

    package init() {}

    /// Commits that are looked at for where the repository changes.
    private static let commits = 200

    /// Reads the history of a commit and the ledger.
    package init(
        _ repository: GitRepository, base: GitObjectID, ledger: LedgerState, policy: Policy, known: [Finding]
    ) throws {
        self.known = known
        failures = Self.failures(in: ledger)
        let entries = try repository.entries(of: repository.commit(base).tree) ?? []
        frozen = Self.whole(entries.map { String(decoding: $0.path, as: UTF8.self) }, where: policy.paths.isFrozen)
        var counts: [String: Int] = [:]
        for id in try repository.history(of: base, atMost: Self.commits) {
            let commit = try repository.commit(id)
            guard commit.parents.count == 1 else { continue }
            for change in try repository.diff(of: commit).changes {
                counts[String(decoding: change.path, as: UTF8.self), default: 0] += 1
            }
        }
        churn = counts.filter { $0.value > 1 }.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(20)
            .map { (path: $0.key, commits: $0.value) }
        verdicts = ledger.proposals.suffix(30).reversed().map { entry in
            let reasons = entry.decisions.map(\.reason).filter { !$0.isEmpty }
            return "\(entry.state.rawValue): \(entry.proposal.finding.claim)"
                + (reasons.isEmpty ? "" : " (\(reasons.joined(separator: "; ")))")
        }
    }

    /// The last failure of each finding that never became a proposal.
    static func failures(in ledger: LedgerState) -> [String] {
        var seen = Set(ledger.proposals.map(\.proposal.finding.claim))
        return ledger.runs.reversed().flatMap { $0.attempts.reversed() }.compactMap { attempt -> String? in
            guard seen.insert(attempt.finding.claim).inserted else { return nil }
            let gate = attempt.gates.last { $0.outcome == .failed }
            let why: String? =
                switch attempt.outcome {
                case .failed(let failure)?: gate?.summary ?? failure.rawValue
                case .error(let reason)?: reason
                default: nil
                }
            return why.map { "\(attempt.finding.claim): \($0.prefix(300))" }
        }
    }

    /// The paths for which something holds; a folder stands for all in it where it holds for each.
    static func whole(_ paths: [String], where holds: (String) -> Bool) -> [String] {
        let chosen = paths.filter(holds)
        var others: Set<Substring> = []
        for path in paths where !holds(path) { others.formUnion(folders(of: path)) }
        let shown = chosen.map { path in folders(of: path).first { !others.contains($0) }.map(String.init) ?? path }
        return Set(shown).sorted()
    }

    /// `a/` and `a/b/` of `a/b/c`.
    private static func folders(of path: String) -> [Substring] {
        path.indices.filter { path[$0] == "/" }.map { path[...$0] }
    }

    package var text: String {
        let parts = [
            Self.part("No proposal may change these, so name nothing that has to be mended there:", frozen.prefix(60)),
            Self.part("Changed most in the last commits:", churn.map { "\($0.path) (\($0.commits) commits)" }),
            Self.part(
                "Known already, not to be named again:", known.prefix(20).map { "\($0.category): \($0.claim)" }),
            Self.part(
                "Proposed before, with what people decided; do not propose again what was rejected, and learn from the "
                    + "reasons:", verdicts),
            Self.part(
                "Tried before in vain; name one again only if you know a way around what stopped it:",
                failures.prefix(20)),
        ].compactMap { $0 }
        return parts.isEmpty ? "Nothing." : parts.joined(separator: "\n\n")
    }

    /// A list under its heading; nil when it is empty.
    private static func part(_ heading: String, _ lines: some Collection<String>) -> String? {
        lines.isEmpty ? nil : ([heading] + lines.map { "- \($0)" }).joined(separator: "\n")
    }
}
