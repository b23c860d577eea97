/// What was measured for one row.
package struct RowResult: Sendable {
    package struct Rival: Sendable, Equatable, Encodable {
        package var name: String
        package var value: Double

        package init(name: String, value: Double) {
            self.name = name
            self.value = value
        }
    }

    package var row: any Row
    /// Nil when no run succeeded.
    package var value: Double?
    /// The best of the peers; nil when none was given or can do it.
    package var peer: Rival?
    /// The numbers of the single runs, by contestant.
    package var runs: [String: [Double]]
    /// What a ratio stands for, in seconds.
    package var seconds: Double?
    package var limitSeconds: Double?

    package init(
        row: any Row, value: Double?, peer: Rival?, runs: [String: [Double]], seconds: Double? = nil,
        limitSeconds: Double? = nil
    ) {
        self.row = row
        self.value = value
        self.peer = peer
        self.runs = runs
        self.seconds = seconds
        self.limitSeconds = limitSeconds
    }

    package var isMet: Bool { value.map(row.isMet) ?? false }

    /// True when the number misses the goal by no more than this factor; a goal of nothing has to be met.
    package func isWithin(_ factor: Double) -> Bool {
        guard let value else { return false }
        return row.higherIsBetter ? value * factor >= row.goal : value <= row.goal * factor
    }

    /// How many times better ours is than the best peer; nil when that cannot be told.
    package var advantage: Double? {
        guard let value, let peer, value > 0, peer.value > 0 else { return nil }
        return row.higherIsBetter ? value / peer.value : peer.value / value
    }
}
