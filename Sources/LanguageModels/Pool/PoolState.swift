/// Which member answers which call: the decisions of a pool, without clocks, tasks or sockets.
struct PoolState: Sendable {
    enum Choice: Sendable, Equatable {
        case member(Int)
        /// There is a member for it, but no room at it now.
        case wait
        /// No member that has not failed it takes calls.
        case nobody
    }

    /// A call goes to a slow server when waiting for a fast one would take this many times less.
    private static let worthWaiting = 1.5
    /// Expected times that differ by less are taken for the same.
    private static let equal = 1.25
    /// Conversations that are remembered.
    private static let conversations = 256

    private(set) var members: [MemberState]
    private(set) var latencies = LatencyWindow()
    private(set) var hedges: HedgeAllowance
    private var nextTicket = 0
    private var homes: [Int: Int] = [:]
    private var homeOrder: [Int] = []

    init(_ members: [PoolMember], hedgeShare: Double) {
        self.members = members.map(MemberState.init)
        hedges = HedgeAllowance(share: hedgeShare)
    }

    /// A number for a call or one of its attempts.
    mutating func ticket() -> Int {
        nextTicket += 1
        return nextTicket
    }

    mutating func call(inConversation conversation: Int?) -> PoolCall {
        hedges.earn()
        return PoolCall(
            ticket: ticket(), isConversation: conversation != nil, home: conversation.flatMap { homes[$0] })
    }

    /// - Parameter waiting: calls that wait for room, this one included.
    func choose(for call: PoolCall, waiting: Int, now: Double) -> Choice {
        var tier: Int?
        var isPending = false
        for (index, member) in members.enumerated() where !call.hasTried(index) {
            switch member.readiness(now: now) {
            case .ready: tier = min(tier ?? .max, member.priority)
            case .pending: isPending = true
            case .down: isPending = isPending || member.isExpectedBack(now: now)
            }
        }
        guard let tier else { return isPending ? .wait : .nobody }
        var candidates = members.indices.filter {
            !call.hasTried($0) && members[$0].priority == tier && members[$0].readiness(now: now) == .ready
        }
        if let home = call.home, candidates.contains(home) { candidates = [home] }
        guard let best = best(of: candidates, now: now) else { return .wait }
        return isWorthWaiting(for: candidates, insteadOf: best, waiting: waiting, now: now) ? .wait : .member(best)
    }

    /// A member for a second request in place of one that takes long; nil when there is none, or no allowance.
    /// - Parameter asked: the members that have been asked.
    mutating func hedge(for call: PoolCall, besides asked: Set<Int>, elapsed: Double, now: Double) -> Int? {
        guard hedges.isThere, let tier = asked.map({ members[$0].priority }).max() else { return nil }
        let others = members.indices.filter { index in
            let member = members[index]
            return member.hedges && !asked.contains(index) && !call.hasTried(index) && member.priority <= tier
                && member.circuit.state == .closed
                && member.expectedSeconds(usual: usual, now: now) < elapsed * 2
        }
        guard let best = best(of: others, now: now) else { return nil }
        hedges.take()
        return best
    }

    mutating func began(_ ticket: Int, at member: Int, now: Double) { members[member].began(ticket, now: now) }

    mutating func answered(
        _ ticket: Int, at member: Int, usage: TokenUsage, conversation: Int?, now: Double
    ) {
        // Reading a token takes a small part of what writing one does.
        let work = 50 + Double(usage.completion) + Double(usage.prompt) / 20
        let seconds = members[member].answered(ticket, work: work, isConversation: conversation != nil, now: now)
        if let conversation { settle(conversation, at: member) } else { latencies.add(seconds) }
    }

    /// - Returns: seconds after which the member has to be looked at, when this closed it to calls.
    mutating func failed(_ ticket: Int, at member: Int, _ error: ModelError, now: Double) -> Double? {
        members[member].failed(ticket, error, now: now) ? members[member].circuit.pause : nil
    }

    mutating func abandoned(_ ticket: Int, at member: Int, wasOvertaken: Bool, now: Double) {
        members[member].abandoned(ticket, wasOvertaken: wasOvertaken, now: now)
    }

    /// - Returns: seconds until the next look; nil when the member takes calls again.
    mutating func probed(_ member: Int, _ error: ModelError?) -> Double? {
        members[member].probed(error)
        return members[member].circuit.state == .open ? members[member].circuit.pause : nil
    }

    private var usual: Double { latencies.median ?? 1 }

    private func best(of candidates: [Int], now: Double) -> Int? {
        let scores = candidates.filter { members[$0].hasRoom(now: now) }
            .map { (member: $0, score: members[$0].score(usual: usual, now: now)) }
        guard let least = scores.map(\.score).min() else { return nil }
        // Among equals at random: other processes may share the servers, and what is known of one that gets no calls
        // grows old.
        return scores.filter { $0.score <= least * Self.equal }.randomElement()?.member
    }

    /// True when the calls that wait will be answered by faster members long before `slow` would answer one.
    private func isWorthWaiting(for candidates: [Int], insteadOf slow: Int, waiting: Int, now: Double) -> Bool {
        // Its failures do not count here: what it fails goes to the head of the line.
        let patience = members[slow].expectedLatency(usual: usual, now: now) / Self.worthWaiting
        let faster = candidates.filter { members[$0].expectedSeconds(usual: usual, now: now) < patience }
        guard !faster.isEmpty else { return false }
        var callsPerSecond = 0.0
        var fastest = Double.infinity
        for member in faster {
            let seconds = members[member].expectedSeconds(usual: usual, now: now)
            callsPerSecond += members[member].limit.exact / seconds
            fastest = min(fastest, seconds)
        }
        return Double(waiting) / callsPerSecond + fastest < patience
    }

    private mutating func settle(_ conversation: Int, at member: Int) {
        if homes.updateValue(member, forKey: conversation) == nil {
            homeOrder.append(conversation)
            if homeOrder.count > Self.conversations { homes[homeOrder.removeFirst()] = nil }
        }
    }
}
