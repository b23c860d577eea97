/// What can be chosen about how a pool works.
package struct PoolPolicy: Sendable, Equatable {
    /// Second requests for calls that take long, as a part of all calls; 0 sends none.
    package var hedgeShare = 0.05
    /// Seconds without an answer, at least, after which a single question is asked elsewhere; it is more where calls
    /// are known to take long.
    package var shortestStall = 30.0
    /// A single question is asked elsewhere when it takes this many times what 95 of 100 calls stay under.
    package var stallFactor = 10.0

    package init() {}
}
