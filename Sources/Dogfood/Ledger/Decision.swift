/// What a person decided of a proposal, and of what exactly: any other tree needs another decision.
package struct Decision: Codable, Sendable, Equatable {
    package enum Verdict: String, Codable, Sendable, CaseIterable { case approved, rejected, revise }

    package struct Reviewer: Codable, Sendable, Equatable {
        package var name: String
        package var user: UInt32
        /// How the answer came: `terminal`.
        package var via: String

        package init(name: String, user: UInt32, via: String) {
            self.name = name
            self.user = user
            self.via = via
        }
    }

    package var id: String
    package var verdict: Verdict
    package var base: String
    package var commit: String
    package var tree: String
    package var patchID: String
    package var evidence: String
    package var policy: String
    package var risk: Risk.Level
    package var reviewer: Reviewer
    /// Empty for an approval without a word.
    package var reason: String
    /// Seconds since 1970.
    package var time: Int

    package init(
        of proposal: Proposal, _ verdict: Verdict, by reviewer: Reviewer, reason: String, time: Int
    ) {
        id = proposal.id
        self.verdict = verdict
        base = proposal.base
        commit = proposal.commit
        tree = proposal.tree
        patchID = proposal.patchID
        evidence = proposal.evidence
        policy = proposal.policy
        risk = proposal.risk.level
        self.reviewer = reviewer
        self.reason = reason
        self.time = time
    }

    /// True when it was made of exactly this.
    package func covers(_ proposal: Proposal) -> Bool {
        id == proposal.id && base == proposal.base && commit == proposal.commit && tree == proposal.tree
            && evidence == proposal.evidence
    }
}
