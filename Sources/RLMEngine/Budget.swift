import LanguageModels
import REPL
import Synchronization

/// What a run may still use: reserved before each call, settled after it, shared with all children.
final class Budget: Sendable {
    /// Held for one call until it is settled.
    struct Reservation: Sendable {
        fileprivate var tokens: Int
        fileprivate var costUSD: Double
    }

    /// A limit that a call would break.
    struct Exceeded: Error {
        var reason: StopReason
        var message: String
    }

    fileprivate struct State {
        var statistics = RunStatistics()
        var reservedTokens = 0
        var reservedUSD = 0.0
        /// Sub-calls sent ahead, among those counted, that no code has asked for yet.
        var anticipated = 0
        /// What the root's last turn will take.
        var rootTokens = 0
        var rootUSD = 0.0
    }

    /// Tokens set aside for a reply whose length is unknown.
    static let replyEstimate = 1_000

    let limits: RunLimits
    private let state = Mutex(State())

    init(limits: RunLimits) {
        self.limits = limits
    }

    var statistics: RunStatistics { state.withLock { $0.statistics } }

    /// Changes the totals that are not about money or tokens.
    func record(_ change: @Sendable (inout RunStatistics) -> Void) {
        state.withLock { change(&$0.statistics) }
    }

    /// Keeps room for the root's last turn: calls of others may not take it.
    func keep(_ lastTurn: TokenUsage, of model: any LanguageModel) {
        let price = model.priceUSD(of: lastTurn) ?? 0
        state.withLock { ($0.rootTokens, $0.rootUSD) = (lastTurn.total, price) }
    }

    /// Sets room aside for one call, or says which limit forbids it.
    /// - Parameters:
    ///   - isRoot: the call is the root's own, which may take the room that is kept for its last turn.
    ///   - anticipation: for a sub-call that is sent ahead; it counts as long as the code may ask for it.
    ///   - reserve: room that has to stay free besides, for the last turn of the loop that calls.
    func reserve(
        for request: ModelRequest, of model: any LanguageModel, isSubcall: Bool, isRoot: Bool = false,
        anticipation: Anticipation? = nil, keeping reserve: TokenUsage = .init()
    ) throws(Exceeded) -> Reservation {
        let expected = TokenUsage(
            prompt: TokenUsage.estimate(messages: request.messages, reply: "").prompt,
            completion: min(request.maxOutputTokens ?? Self.replyEstimate, Self.replyEstimate))
        return try self.reserve(
            expected, priceUSD: model.priceUSD(of: expected) ?? 0, isSubcall: isSubcall, isRoot: isRoot,
            anticipation: anticipation, keeping: reserve, keptUSD: model.priceUSD(of: reserve) ?? 0)
    }

    /// Sets room aside for a call of a model that makes vectors.
    func reserve(for texts: [String], of model: any EmbeddingModel) throws(Exceeded) -> Reservation {
        let expected = TokenUsage.estimate(messages: texts.map { Message(.user, $0) }, reply: "")
        return try self.reserve(
            expected, priceUSD: model.priceUSD(of: expected) ?? 0, isSubcall: false, isRoot: false,
            anticipation: nil, keeping: TokenUsage(), keptUSD: 0)
    }

    private func reserve(
        _ expected: TokenUsage, priceUSD price: Double, isSubcall: Bool, isRoot: Bool, anticipation: Anticipation?,
        keeping reserve: TokenUsage, keptUSD kept: Double
    ) throws(Exceeded) -> Reservation {
        let ahead = anticipation.flatMap { $0.isAsked ? nil : $0 }
        let outcome: Result<Reservation, Exceeded> = state.withLock { state in
            let used = state.statistics
            if isSubcall, let exceeded = self.exceeded(state, ahead: ahead) {
                return .failure(exceeded)
            }
            let (rootTokens, rootUSD) = isRoot ? (0, 0) : (state.rootTokens, state.rootUSD)
            let tokens = used.usage.total + state.reservedTokens + expected.total + reserve.total + rootTokens
            if let limit = limits.tokens, tokens > limit {
                return .failure(
                    Exceeded(reason: .tokens, message: "\(used.usage.total) of \(limit) tokens are used"))
            }
            let spent = used.byModel.values.reduce(0) { $0 + $1.knownUSD }
            if let limit = limits.costUSD, spent + state.reservedUSD + price + kept + rootUSD > limit {
                return .failure(
                    Exceeded(reason: .cost, message: "$\(spent.rounded(to: 4)) of $\(limit) is spent"))
            }
            state.reservedTokens += expected.total
            state.reservedUSD += price
            if isSubcall { state.start(isAhead: ahead != nil) }
            return .success(Reservation(tokens: expected.total, costUSD: price))
        }
        let reservation = try outcome.get()
        if let ahead { follow(ahead) }
        return reservation
    }

    /// Counts a recursive child as a sub-call that runs, or says that the limit forbids it. Its own calls are reserved
    /// one by one.
    func startChild(atDepth depth: Int, anticipation: Anticipation? = nil) throws(Exceeded) {
        let ahead = anticipation.flatMap { $0.isAsked ? nil : $0 }
        let exceeded = state.withLock { state -> Exceeded? in
            if let exceeded = self.exceeded(state, ahead: ahead) { return exceeded }
            state.start(isAhead: ahead != nil)
            state.statistics.depth = max(state.statistics.depth, depth)
            return nil
        }
        if let exceeded { throw exceeded }
        if let ahead { follow(ahead) }
    }

    /// Stops counting a sub-call that was sent ahead once it is known that the code does not ask for it.
    private func follow(_ ahead: Anticipation) {
        ahead.decide()
        ahead.whenSettled { [self] isAsked in
            state.withLock { state in
                state.anticipated -= 1
                if !isAsked { state.statistics.subcalls -= 1 }
            }
        }
    }

    /// The child has ended.
    func endChild() {
        state.withLock { $0.statistics.subcallsRunning -= 1 }
    }

    /// Calls that code asks for go before those sent ahead of it, so these never use up the limit for the others; and
    /// of these the first go before the later ones.
    private func exceeded(_ state: State, ahead: Anticipation?) -> Exceeded? {
        guard let limit = limits.subcalls,
            state.statistics.subcalls + (ahead.map(\.undecidedBefore) ?? -state.anticipated) >= limit
        else { return nil }
        return Exceeded(reason: .subcalls, message: "all \(limit) sub-calls are used")
    }

    /// Replaces a reservation by what the call really took; `reply` is nil when it failed.
    func settle(_ reservation: Reservation, of model: String, reply: ModelReply?, isSubcall: Bool) {
        state.withLock { state in
            state.reservedTokens -= reservation.tokens
            state.reservedUSD -= reservation.costUSD
            if isSubcall { state.statistics.subcallsRunning -= 1 }
            guard let reply else { return }
            state.statistics.byModel[reply.answeredBy ?? model, default: .init()].add(reply)
            for charge in reply.besides { state.statistics.byModel[charge.model, default: .init()].add(charge) }
        }
    }
}

extension Budget.State {
    fileprivate mutating func start(isAhead: Bool) {
        statistics.subcalls += 1
        statistics.subcallsRunning += 1
        if isAhead { anticipated += 1 }
    }
}

extension RunStatistics.ModelUse {
    fileprivate mutating func add(_ reply: ModelReply) {
        calls += 1
        add(reply.usage, reply.costUSD)
    }

    fileprivate mutating func add(_ charge: ModelCharge) { add(charge.usage, charge.costUSD) }

    private mutating func add(_ more: TokenUsage, _ dollars: Double?) {
        usage += more
        knownUSD += dollars ?? 0
        costUSD = costUSD == nil || dollars == nil ? nil : knownUSD
    }
}

extension Double {
    /// Rounded to `digits` decimal places.
    func rounded(to digits: Int) -> Double {
        let scale = (0..<digits).reduce(1.0) { value, _ in value * 10 }
        return (self * scale).rounded() / scale
    }
}
