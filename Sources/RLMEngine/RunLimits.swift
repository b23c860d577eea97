/// What a run may use at most; nil means no limit. The limits cover sub-calls and recursive children together.
package struct RunLimits: Sendable, Equatable {
    /// Turns of the root model, and of each child.
    package var iterations = 30
    /// Levels of recursive children below the root; 0 turns `rlm_query` into `llm_query`.
    package var depth = 1
    package var subcalls: Int? = 2_000
    /// Prompt and completion tokens together.
    package var tokens: Int?
    /// US dollars; calls with an unknown price are not counted, and the run says so.
    package var costUSD: Double?
    /// Seconds of wall time for the whole run.
    package var seconds: Double?
    /// Cells in a row that may raise before the run stops.
    package var consecutiveErrors = 6

    package init() {}
}
