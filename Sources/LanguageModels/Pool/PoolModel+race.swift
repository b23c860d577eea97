import Synchronization

extension PoolModel {
    private enum Event: Sendable {
        case ended(PoolOutcome)
        /// Time to see whether it takes too long.
        case timer
    }

    /// Seconds between looks whether there is room for a second request, at least.
    private static let shortestLook = 0.02

    /// Asks a member a single question, and another one too when the first takes long; the first to answer counts.
    func race(_ request: ModelRequest, _ call: PoolCall, firstAt first: Int, ticket: Int) async -> PoolOutcome {
        let latencies = shared.withLock { $0.state.latencies }
        guard members.count > 1, let late = latencies.hedgeDelay else {
            return await ask(request, at: first, ticket: ticket, PoolAttempt())
        }
        // A question that has failed elsewhere may simply take long.
        let stall = call.failures.isEmpty ? max(policy.shortestStall, policy.stallFactor * late) : .infinity
        let began = now
        return await withTaskGroup(of: Event.self) { group in
            var attempts: [PoolAttempt] = []
            var asked: Set<Int> = []
            var outcome = PoolOutcome()
            var ended = 0
            func start(at member: Int, ticket: Int) {
                let attempt = PoolAttempt()
                attempts.append(attempt)
                asked.insert(member)
                group.addTask { .ended(await self.ask(request, at: member, ticket: ticket, attempt)) }
            }
            func stop(because end: PoolAttempt.End) {
                attempts.forEach { $0.stop(because: end) }
                group.cancelAll()
            }
            start(at: first, ticket: ticket)
            Self.addTimer(late, to: &group)
            while let event = await group.next() {
                if case .ended(let one) = event {
                    ended += 1
                    outcome.merge(one)
                    if outcome.reply != nil || ended == attempts.count { stop(because: .overtaken) }
                } else if ended < attempts.count, outcome.reply == nil, !Task.isCancelled {
                    let elapsed = now - began
                    if elapsed >= stall {
                        stop(because: .stalled)
                    } else if attempts.count - ended == 1,
                        let (member, number) = takeHedge(for: call, besides: asked, elapsed: elapsed)
                    {
                        start(at: member, ticket: number)
                    }
                    Self.addTimer(min(max(Self.shortestLook, late / 2), max(0, stall - elapsed)), to: &group)
                }
            }
            return outcome
        }
    }

    private static func addTimer(_ seconds: Double, to group: inout TaskGroup<Event>) {
        group.addTask {
            try? await Task.sleep(for: .seconds(max(0, seconds)))
            return .timer
        }
    }

    private func takeHedge(for call: PoolCall, besides asked: Set<Int>, elapsed: Double) -> (Int, ticket: Int)? {
        shared.withLock { shared in
            // Room that others wait for is theirs.
            guard shared.line.count == 0,
                let member = shared.state.hedge(for: call, besides: asked, elapsed: elapsed, now: now)
            else { return nil }
            let ticket = shared.state.ticket()
            shared.state.began(ticket, at: member, now: now)
            return (member, ticket)
        }
    }
}

extension PoolOutcome {
    /// Adds what came of another attempt at the same call.
    fileprivate mutating func merge(_ other: PoolOutcome) {
        failures += other.failures
        charges += other.charges
        guard let late = other.reply else { return }
        if reply == nil {
            reply = late
        } else {
            charges.append(ModelCharge(model: late.answeredBy ?? "", usage: late.usage, costUSD: late.costUSD))
        }
    }
}
