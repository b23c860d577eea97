import Commands

/// All that a person needs to decide on a proposal.
struct ReviewSheet {
    let report: ProposalReport
    /// Paths that changed since its base, where the person is now.
    let changedSince: [String]
    /// The change as `git diff` prints it; of a closed proposal it may be gone.
    let diff: @Sendable () throws -> String
}
