import Synchronization

/// One model that several servers answer for: each call goes to the server that will answer it soonest.
///
/// Servers of the best priority come first, and among them the one with the lowest expected time; a call waits in line
/// while all of them are busy. What one server fails, the others are asked once each, without a wait; when all have
/// failed it, the call fails, and `RetryingModel` decides whether and when it is made again. A single question that
/// takes unusually long is asked a second time elsewhere, and its text is handed over whole, by whoever is first. A
/// turn of a conversation is streamed, stays with the server that answered the turns before, and fails when that
/// breaks off after the first piece of text.
package final class PoolModel: LanguageModel {
    struct Shared: Sendable {
        var state: PoolState
        var line = WaitingLine()
        /// Somebody looks after the line.
        var isTended = false
        var windows: [Int: Int] = [:]
    }

    package let name: String
    package let members: [PoolMember]
    let policy: PoolPolicy
    let shared: Mutex<Shared>
    private let publisher: PoolPublisher?
    private let start = ContinuousClock.now

    /// - Parameters:
    ///   - members: at least one.
    ///   - publisher: shows other processes how the pool is while it is in use.
    package init(
        name: String, members: [PoolMember], policy: PoolPolicy = PoolPolicy(), publisher: PoolPublisher? = nil
    ) {
        self.publisher = publisher
        precondition(!members.isEmpty, "a pool has members")
        self.name = name
        self.members = members
        self.policy = policy
        shared = Mutex(Shared(state: PoolState(members, hedgeShare: policy.hedgeShare)))
    }

    /// Seconds on the pool's own clock.
    var now: Double { (ContinuousClock.now - start) / .seconds(1) }

    /// What the servers of one priority can take, and as many in line, so that there is always a next one.
    package var capacity: Int? {
        var tiers: [Int: Int] = [:]
        for member in members { tiers[member.priority, default: 0] += member.concurrency.most }
        return tiers.values.max().map { $0 * 2 }
    }

    /// Any member may have answered.
    package var replyIdentity: String? {
        let identities = members.compactMap(\.model.replyIdentity)
        return identities.count == members.count ? identities.joined(separator: "\n") : nil
    }

    /// What the dearest member takes, since any may answer.
    package func priceUSD(of usage: TokenUsage) -> Double? {
        var dearest = 0.0
        for member in members {
            guard let price = member.model.priceUSD(of: usage) else { return nil }
            dearest = max(dearest, price)
        }
        return dearest
    }

    package func respond(
        to request: ModelRequest, onText: @escaping @Sendable (String) -> Void
    ) async throws(ModelError) -> ModelReply {
        publisher?.publish { [weak self] in self?.snapshot }
        var call = shared.withLock { $0.state.call(inConversation: request.conversation) }
        var charges: [ModelCharge] = []
        while true {
            let member: Int
            let ticket: Int
            switch await place(call) {
            case .member(let index, let number): (member, ticket) = (index, number)
            case .nobody: throw exhausted(call)
            case .cancelled: throw cancelled
            }
            let outcome =
                request.conversation == nil
                ? await race(request, call, firstAt: member, ticket: ticket)
                : await turn(request, at: member, ticket: ticket, onText: onText)
            charges += outcome.charges
            if let reply = outcome.reply {
                if request.conversation == nil, !reply.text.isEmpty { onText(reply.text) }
                return counting(charges, in: reply)
            }
            if Task.isCancelled { throw cancelled }
            for (index, error) in outcome.failures {
                guard error.mayPassElsewhere, !outcome.hasSpoken else { throw error }
                call.failed(at: index, error)
            }
        }
    }

    private func counting(_ charges: [ModelCharge], in reply: ModelReply) -> ModelReply {
        var reply = reply
        reply.besides += charges
        return reply
    }

    private var cancelled: ModelError { ModelError(.cancelled, model: name, message: "the call was cancelled.") }
}
