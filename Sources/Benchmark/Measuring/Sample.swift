/// What one run of a piece of work gave.
package struct Sample: Sendable, Equatable {
    /// Seconds from the start of the process to its end.
    package var wall = 0.0
    /// Seconds from the start of the process to its first request; nil when it made none.
    package var firstRequest: Double?
    /// Seconds from one root request to the next, the median of the run; nil when there was one request alone.
    package var turn: Double?
    /// Seconds from the arrival of the first sub-call to the end of the last; nil when there was none.
    package var callSpan: Double?
    /// Sub-calls whose own reply came back.
    package var answered: Int?
    /// Seconds from a further question to a daemon to its first request, and from a ping to its answer; medians.
    package var questionStart: Double?
    package var ping: Double?
    /// Peaks over the process and all below it, in bytes; nil when the memory was not watched.
    package var memory: MemoryPeak?

    package init() {}
}
