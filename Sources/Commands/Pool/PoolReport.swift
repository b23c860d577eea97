import LanguageModels

/// How a pool's servers are now: asked by this process, with what the runs under way know of them.
struct PoolReport: Sendable {
    struct Member: Sendable, Encodable {
        enum State: String, Sendable, Encodable {
            case up, down
            /// The server is there, but not the model.
            case noModel = "no model"
        }

        var name: String
        var state: State
        /// Why it is not up.
        @NullWhenNil var problem: String?
        @NullWhenNil var isLoaded: Bool?
        /// Part of the model that is in the memory of the graphics card.
        @NullWhenNil var onGPU: Double?
        @NullWhenNil var pingSeconds: Double?
        var inFlight: Int
        /// Calls at once, of all runs together; null when no run is under way.
        @NullWhenNil var limit: Int?
        @NullWhenNil var latencySeconds: Double?
        @NullWhenNil var errorRate: Double?
        /// The worst that a run found.
        @NullWhenNil var circuit: String?
        @NullWhenNil var pauseSeconds: Double?
        var answers: Int
        var failures: Int

        var isReady: Bool { state == .up }
    }

    let name: String
    /// Processes that use the pool now.
    let runs: Int
    let waiting: Int
    let hedges: Int
    let members: [Member]

    var isReady: Bool { members.contains(where: \.isReady) }

    /// Asks each server, at once.
    init(_ pool: PoolModel, _ records: [PoolStateFolder.Record]) async {
        let inspections = await pool.inspections()
        let used = records.map(\.pool).filter { $0.name == pool.name }
        name = pool.name
        runs = used.count
        waiting = used.reduce(0) { $0 + $1.waiting }
        hedges = used.reduce(0) { $0 + $1.hedges }
        members = zip(pool.members, inspections).map { member, inspection in
            Member(
                member.model.name, inspection, used.flatMap(\.members).filter { $0.name == member.model.name })
        }
    }
}

extension PoolReport.Member {
    init(_ name: String, _ inspection: MemberInspection, _ used: [PoolSnapshot.Member]) {
        self.name = name
        state = inspection.isReady ? .up : inspection.isUp ? .noModel : .down
        problem = inspection.isReady ? inspection.problem : inspection.summary
        isLoaded = inspection.isLoaded
        onGPU = inspection.onGPU
        pingSeconds = inspection.seconds
        inFlight = used.reduce(0) { $0 + $1.inFlight }
        limit = used.isEmpty ? nil : used.reduce(0) { $0 + $1.limit }
        answers = used.reduce(0) { $0 + $1.answers }
        failures = used.reduce(0) { $0 + $1.failures }
        let latencies = used.compactMap(\.latency)
        latencySeconds = latencies.isEmpty ? nil : latencies.reduce(0, +) / Double(latencies.count)
        errorRate = used.map(\.errorRate).max()
        circuit = ["open", "half-open", "closed"].first { state in used.contains { $0.circuit == state } }
        pauseSeconds = used.compactMap(\.pause).max()
    }
}
