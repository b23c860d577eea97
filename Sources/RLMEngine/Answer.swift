/// How a run ended: the answer, complete or partial, or none.
package struct Answer: Sendable, Equatable {
    /// Empty when there is none.
    package var text: String
    package var citations: [Citation]
    package var stopReason: StopReason
    /// One sentence on why there is no complete answer and what to do next; nil when there is one.
    package var problem: String?
    package var statistics: RunStatistics

    package init(
        text: String, citations: [Citation], stopReason: StopReason, problem: String? = nil,
        statistics: RunStatistics
    ) {
        self.text = text
        self.citations = citations
        self.stopReason = stopReason
        self.problem = problem
        self.statistics = statistics
    }

    package var success: Bool { stopReason == .answered && !text.isEmpty }
    package var partial: Bool { !success && !text.isEmpty }
}
