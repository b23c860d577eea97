/// Where changes that passed every gate wait for a person, and what people said of earlier ones.
package protocol Proposing: Sendable {
    /// Why a finding is not to be tried again: an open proposal or a remembered rejection; nil when it may be.
    func objection(to finding: Finding) async throws -> String?

    /// Why a change is not to be proposed again, judged by its patch; nil when it may be.
    func objection(to candidate: Candidate) async throws -> String?

    /// Makes the branch and the evidence.
    func publish(_ change: ProvenChange) async throws -> Proposal
}

/// A change that passed every gate, with what a person needs to judge it.
package struct ProvenChange: Sendable, Equatable {
    package var run: String
    package var finding: Finding
    package var candidate: Candidate
    package var gates: [GateRecord]
    package var risk: Risk
    package var paths: [Proposal.PathNote]
    /// One line each.
    package var tripwires: [String]
    /// Who found it and wrote it: `builtin`, or the model's name.
    package var model: String
    /// For this change alone.
    package var cost: Spending
    /// Drafts of the same finding that a gate turned down.
    package var failedAttempts: Int

    package init(
        run: String, finding: Finding, candidate: Candidate, gates: [GateRecord], risk: Risk,
        paths: [Proposal.PathNote], tripwires: [String], model: String, cost: Spending, failedAttempts: Int
    ) {
        self.run = run
        self.finding = finding
        self.candidate = candidate
        self.gates = gates
        self.risk = risk
        self.paths = paths
        self.tripwires = tripwires
        self.model = model
        self.cost = cost
        self.failedAttempts = failedAttempts
    }
}
