/// A change that passed every gate, as it waits for a person, with its evidence.
package struct Proposal: Codable, Sendable, Equatable {
    /// What became of it.
    package enum State: String, Codable, Sendable, CaseIterable {
        case proposed, approved, landed, reverted, rejected, superseded, stale
        case humanOwned = "human-owned"
    }

    /// One path of the change.
    package struct PathNote: Codable, Sendable, Equatable {
        package var path: String
        /// `normal`, `additive`, `human-only`.
        package var pathClass: String
        package var added: Int
        package var removed: Int

        package init(path: String, pathClass: String, added: Int, removed: Int) {
            self.path = path
            self.pathClass = pathClass
            self.added = added
            self.removed = removed
        }
    }

    /// `p7`.
    package var id: String
    package var run: String
    /// The full name of the branch.
    package var ref: String
    package var finding: Finding
    package var risk: Risk
    package var paths: [PathNote]
    /// One line each.
    package var tripwires: [String]
    package var gates: [GateRecord]
    /// Hexadecimal object names.
    package var base: String
    package var commit: String
    package var tree: String
    package var patchID: String
    /// SHA-256 of the policy that judged it, and of this evidence among the artifacts.
    package var policy: String
    package var evidence: String
    package var model: String
    package var cost: Spending
    package var failedAttempts: Int

    package init(
        id: String, run: String, ref: String, finding: Finding, risk: Risk, paths: [PathNote], tripwires: [String],
        gates: [GateRecord], base: String, commit: String, tree: String, patchID: String, policy: String,
        evidence: String, model: String, cost: Spending, failedAttempts: Int
    ) {
        self.id = id
        self.run = run
        self.ref = ref
        self.finding = finding
        self.risk = risk
        self.paths = paths
        self.tripwires = tripwires
        self.gates = gates
        self.base = base
        self.commit = commit
        self.tree = tree
        self.patchID = patchID
        self.policy = policy
        self.evidence = evidence
        self.model = model
        self.cost = cost
        self.failedAttempts = failedAttempts
    }
}
