import FoundationEssentials
import GitStore
import Glibc

extension Proposals {
    /// What `gc` removed.
    package struct Collected: Codable, Sendable, Equatable {
        package var branches: [String]
        package var artifacts: Int
        /// Builds of base commits, and what candidates were tested in.
        package var builds: Int
        package var bytes: Int
    }

    /// Removes what is of no more use: branches that were put away longer ago than `days`, artifacts that no record of
    /// a proposal names any more, and builds of commits that neither an open proposal nor the last run is based on.
    ///
    /// To be called by the one that holds the lock. The journal keeps all it has.
    package func collect(olderThan days: Int) throws -> Collected {
        let git = try repository()
        let state = try ledger.state
        let limit = Int(time(nil)) - days * 24 * 3600
        var removed: [String] = []
        for reference in try git.references(withPrefix: Self.closed("")) {
            let id = String(reference.name.dropFirst(Self.closed("").count))
            guard let entry = state.proposal(id), entry.changed <= limit else { continue }
            try git.deleteReference(reference.name, expecting: reference.target)
            removed.append(reference.name)
        }
        var kept = Set<String>()
        for entry in state.proposals {
            kept.insert(entry.proposal.evidence)
            let isOld = entry.changed <= limit && ![.proposed, .approved, .humanOwned].contains(entry.state)
            if !isOld { kept.formUnion(entry.proposal.gates.compactMap(\.log)) }
        }
        for run in state.runs where (run.ended ?? run.started) > limit {
            kept.formUnion(run.attempts.flatMap(\.gates).compactMap(\.log))
        }
        let old = ledger.artifacts.names.filter { !kept.contains($0) }
        let bytes = ledger.artifacts.remove(old)
        let builds = try removeBuilds(state, git)
        if !removed.isEmpty || !old.isEmpty {
            try ledger.append(.collected(branches: removed, artifacts: old.count))
        }
        return Collected(branches: removed, artifacts: old.count, builds: builds, bytes: bytes)
    }

    private func removeBuilds(_ state: LedgerState, _ git: GitRepository) throws -> Int {
        let open = state.proposals.filter { [.proposed, .approved].contains($0.state) }.map(\.proposal.base)
        let trees = (open + [state.runs.last?.base].compactMap(\.self)).compactMap { base in
            GitObjectID(base).flatMap { try? git.commit($0).tree.description }
        }
        func paths(_ folder: String) -> [String] {
            ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).map { folder + "/" + $0 }
        }
        let kept = Set(trees.map { ledger.folder.bases + "/" + $0 })
        let old = paths(ledger.folder.slots) + paths(ledger.folder.bases).filter { !kept.contains($0) }
        old.forEach(Slot.remove)
        return old.count
    }
}
