import Glibc
import GitStore

extension Proposals {
    /// Seconds that a rejection is remembered.
    private static let memory = 60 * 24 * 3600

    package func objection(to finding: Finding) async throws -> String? {
        let git = try repository()
        for entry in try ledger.state.proposals where entry.proposal.finding.isLike(finding) {
            switch entry.state {
            case .proposed, .approved: return "\(entry.proposal.id) waits already"
            case .humanOwned: return "\(entry.proposal.id) is in a person's hands"
            case .rejected:
                let age = Int(time(nil)) - entry.changed
                guard age < Self.memory, try !hasChanged(entry.proposal, git) else { continue }
                return "turned down as \(entry.proposal.id): \(entry.decisions.last?.reason ?? "")"
            case .reverted:
                guard try !hasChanged(entry.proposal, git) else { continue }
                return "taken back as \(entry.proposal.id)"
            case .landed, .superseded, .stale: continue
            }
        }
        return nil
    }

    package func objection(to candidate: Candidate) async throws -> String? {
        let patch = try repository().diff(from: candidate.baseTree, to: candidate.tree).patchID
        return try objection(to: "\(patch)", in: ledger.state)
    }

    /// The same patch is not proposed twice, unless a person asked for another try.
    func objection(to patch: String, in state: LedgerState) throws -> String? {
        for entry in state.proposals where entry.proposal.patchID == patch {
            switch entry.state {
            case .rejected: return "the same patch was turned down as \(entry.proposal.id)"
            case .reverted: return "the same patch was taken back as \(entry.proposal.id)"
            case .superseded: return "the same patch was to be revised as \(entry.proposal.id)"
            case .proposed, .approved, .humanOwned: return "the same patch waits as \(entry.proposal.id)"
            case .landed, .stale: continue
            }
        }
        return nil
    }

    /// True when a file that the proposal changes is no longer what the person saw.
    private func hasChanged(_ proposal: Proposal, _ git: GitRepository) throws -> Bool {
        guard let base, let old = GitObjectID(proposal.base) else { return false }
        let (now, then) = (try git.commit(base).tree, try git.commit(old).tree)
        return try proposal.paths.contains { note in
            let path = Array(note.path.utf8)
            return try git.file(of: now, at: path)?.id != git.file(of: then, at: path)?.id
        }
    }
}

extension Finding {
    /// True when both are about the same problem at the same place, which a model puts into other words each time.
    fileprivate func isLike(_ other: Finding) -> Bool {
        guard category == other.category else { return false }
        if self == other { return true }
        let sharesPlace = !Set(places.map { [$0.path, $0.quote] }).isDisjoint(
            with: other.places.map { [$0.path, $0.quote] })
        let sharesSymbol = !Set(symbols).isDisjoint(with: other.symbols)
        return [claim == other.claim, sharesPlace, sharesSymbol].count { $0 } >= 2
    }
}
