/// What came of a cycle.
package struct CycleReport: Sendable, Equatable {
    /// A finding that led to no proposal, with the reason.
    package struct Miss: Sendable, Equatable {
        package var finding: Finding
        package var reason: String

        package init(finding: Finding, reason: String) {
            self.finding = finding
            self.reason = reason
        }
    }

    package var proposals: [Proposal] = []
    /// Not tried: an open proposal or a remembered rejection stands against them.
    package var suppressed: [Miss] = []
    /// Tried in vain.
    package var failed: [Miss] = []
    /// Findings that were left for another cycle.
    package var left = 0
    package var ending: CycleEnding
}
