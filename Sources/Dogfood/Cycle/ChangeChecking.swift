/// The first gates, which need nothing but the object database: whether edits apply, and whether they may be made.
package protocol ChangeChecking: Sendable {
    func check(_ edits: [Edit]) async -> CheckedChange
}

/// What the first gates said of a draft.
package struct CheckedChange: Sendable, Equatable {
    /// Nil when the edits do not apply or may not be made; then the last of `gates` has failed.
    package var candidate: Candidate?
    /// `apply` and `policy`, as far as it came.
    package var gates: [GateRecord]
    package var risk: Risk
    package var paths: [Proposal.PathNote]
    /// One line each.
    package var tripwires: [String]

    package init(
        candidate: Candidate?, gates: [GateRecord], risk: Risk, paths: [Proposal.PathNote], tripwires: [String]
    ) {
        self.candidate = candidate
        self.gates = gates
        self.risk = risk
        self.paths = paths
        self.tripwires = tripwires
    }
}
