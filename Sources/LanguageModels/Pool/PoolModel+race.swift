import Synchronization

extension PoolModel {
    private enum Event: Sendable {
        case ended(PoolOutcome)
        /// Time to see whether it takes too long.
        case timer
    }

    /// Seconds between looks whether there is room for a second request, at least.
    private static let shortestLook = 0.02
    /// The same while nothing is known of how long calls take.
    private static let firstLook = 0.25

    /// Asks a member a single question, and another one too when the first takes long; the first to answer counts.
    func race(_ request: ModelRequest, _ call: PoolCall, firstAt first: Int, ticket: Int) async -> PoolOutcome {
        guard members.count > 1 else { return await ask(request, at: first, ticket: ticket, PoolAttempt()) }
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
            Self.addTimer(hedgeDelay ?? Self.firstLook, to: &group)
            while let event = await group.next() {
                if case .ended(let one) = event {
                    ended += 1
                    outcome.merge(one)
                    if outcome.reply != nil || ended == attempts.count { stop(because: .overtaken) }
                } else if ended < attempts.count, outcome.reply == nil, !Task.isCancelled {
                    let elapsed = now - began
                    // Learnt from the calls that have been answered meanwhile.
                    let late = hedgeDelay
                    let stall = stall(of: call, late: late)
                    if elapsed >= stall {
                        stop(because: .stalled)
                    } else if attempts.count - ended == 1, let late, elapsed >= late,
                        let (member, number) = takeHedge(for: call, besides: asked, elapsed: elapsed)
                    {
                        start(at: member, ticket: number)
                    }
                    let pause = late.map { max(Self.shortestLook, $0 / 2) } ?? Self.firstLook
                    Self.addTimer(min(pause, max(0, stall - elapsed)), to: &group)
                }
            }
            return outcome
        }
    }

    private var hedgeDelay: Double? { shared.withLock { $0.state.latencies.hedgeDelay } }

    /// Seconds after which nothing is expected any more of those that were asked; never where nothing is known, nor for
    /// a question that has failed elsewhere, which may simply take long.
    private func stall(of call: PoolCall, late: Double?) -> Double {
        guard let late, call.failures.isEmpty else { return .infinity }
        return max(policy.shortestStall, policy.stallFactor * late)
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
