/// One server's model in a pool, with how it is to be used.
package struct PoolMember: Sendable {
    /// Tells whether the server answers at all, without a call to the model; throws why it does not.
    package typealias Probe = @Sendable () async throws(ModelError) -> Void

    package var model: any LanguageModel
    /// Members of a lower number are used first; the others only while none of those can be.
    package var priority: Int
    /// Calls at once that it is given at most, and at first.
    package var concurrency: ConcurrencyBounds
    /// May be sent a second request in place of one that takes long elsewhere.
    package var hedges: Bool
    /// Nil where there is no way to ask: then a call shows whether it is back.
    package var probe: Probe?
    /// Asks the server how it is, for people; nil where there is no way to.
    package var inspect: (@Sendable () async -> MemberInspection)?

    /// Between how many calls at once and how many the limit adapts.
    package struct ConcurrencyBounds: Sendable, Equatable {
        package var start: Int
        package var most: Int

        package init(start: Int, most: Int) {
            self.start = start
            self.most = most
        }
    }

    package init(
        _ model: any LanguageModel, priority: Int = 1,
        concurrency: ConcurrencyBounds = ConcurrencyBounds(start: 4, most: 16), hedges: Bool = true,
        probe: Probe? = nil, inspect: (@Sendable () async -> MemberInspection)? = nil
    ) {
        self.model = model
        self.priority = priority
        self.concurrency = concurrency
        self.hedges = hedges
        self.probe = probe
        self.inspect = inspect
    }
}
