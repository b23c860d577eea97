/// How far a cycle goes.
package struct CycleLimits: Sendable, Equatable {
    package var proposals: Int
    /// Drafts of one finding.
    package var drafts: Int
    /// US dollars; nil for no limit.
    package var costUSD: Double?
    /// Seconds after which no further draft is begun; nil for no limit.
    package var seconds: Double?

    package init(proposals: Int = 3, drafts: Int = 3, costUSD: Double? = nil, seconds: Double? = nil) {
        self.proposals = proposals
        self.drafts = drafts
        self.costUSD = costUSD
        self.seconds = seconds
    }
}
