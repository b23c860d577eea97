package import GitStore

/// What a maintainer knows of a repository besides its files: where it changes, what rules find, what people decided.
package struct MaintainerNotes: Sendable, Equatable {
    /// The files that the last commits changed most, with how often.
    package var churn: [(path: String, commits: Int)] = []
    /// What the built-in analyst finds, which is not to be found again.
    package var known: [Finding] = []
    /// Earlier proposals and what became of them, the newest first.
    package var verdicts: [String] = []

    package init() {}

    package static func == (one: MaintainerNotes, other: MaintainerNotes) -> Bool {
        one.churn.elementsEqual(other.churn, by: ==) && one.known == other.known && one.verdicts == other.verdicts
    }

    /// Commits that are looked at for where the repository changes.
    private static let commits = 200

    /// Reads the history of a commit and the ledger.
    package init(_ repository: GitRepository, base: GitObjectID, ledger: LedgerState, known: [Finding]) throws {
        self.known = known
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

    package var text: String {
        var parts: [String] = []
        if !churn.isEmpty {
            parts.append(
                "Changed most in the last commits:\n"
                    + churn.map { "- \($0.path) (\($0.commits) commits)" }.joined(separator: "\n"))
        }
        if !known.isEmpty {
            parts.append(
                "Known already, not to be named again:\n"
                    + known.prefix(20).map { "- \($0.category): \($0.claim)" }.joined(separator: "\n"))
        }
        if !verdicts.isEmpty {
            parts.append(
                "Proposed before, with what people decided; do not propose again what was rejected, and learn from the "
                    + "reasons:\n" + verdicts.map { "- \($0)" }.joined(separator: "\n"))
        }
        return parts.isEmpty ? "Nothing." : parts.joined(separator: "\n\n")
    }
}
