import Synchronization

/// Where a pool of a running process stands: what it shows of itself to others.
package struct PoolSnapshot: Sendable, Equatable, Codable {
    package struct Member: Sendable, Equatable, Codable {
        package var name: String
        package var inFlight: Int
        /// Calls at once that it is given now.
        package var limit: Int
        /// Seconds until an answer, as far as is known.
        package var latency: Double?
        /// Part of the latest calls that failed.
        package var errorRate: Double
        /// `closed`, `open` or `half-open`.
        package var circuit: String
        /// Seconds of a pause that the server asked for.
        package var pause: Double?
        package var answers: Int
        package var failures: Int
    }

    package var name: String
    /// Calls that wait for room.
    package var waiting: Int
    /// Calls that were made a second time so far.
    package var hedges: Int
    package var members: [Member]
}

extension PoolModel {
    package var snapshot: PoolSnapshot {
        let now = now
        let (state, waiting) = shared.withLock { ($0.state, $0.line.count) }
        let members = zip(members, state.members).map { member, known in
            PoolSnapshot.Member(
                name: member.model.name, inFlight: known.inFlight.count, limit: known.limit.calls,
                latency: known.latency.value, errorRate: known.errors.expected(usual: 0, now: now),
                circuit: known.circuit.state.rawValue,
                pause: known.pausedUntil > now ? known.pausedUntil - now : nil, answers: known.answers,
                failures: known.failures)
        }
        return PoolSnapshot(name: name, waiting: waiting, hedges: state.hedges.taken, members: members)
    }
}
