/// All rows of the table, in its order.
package enum Rows {
    package static let all: [any Row] = [
        TwoTurnsWall(), TwoTurnsMemory(), EmojiMemory(), TurnTime(megabytes: 1), TurnTime(megabytes: 1000),
        StartTime(), CallsWall.comprehension, CallsWall.batched, CallsWall.children, CallsLost.children,
        SmallCallsRate(), LargeCallsTime(), CallsMemory.large, CallsMemory.queued,
        FleetRate(), CallsLost.fleet, QuestionStart(), PingTime(),
    ]

    /// The rows that the user chose, by key or by a part of the name; all when nothing was chosen.
    package static func chosen(by texts: [String]) throws -> [any Row] {
        if texts.isEmpty { return all }
        var chosen: Set<String> = []
        for text in texts {
            let exact = all.filter { $0.key == text }
            let found = exact.isEmpty ? all.filter { ($0.key + " " + $0.name).contains(text) } : exact
            guard !found.isEmpty else {
                throw BenchmarkError("there is no row “\(text)”; rows: \(all.map(\.key).joined(separator: ", ")).")
            }
            chosen.formUnion(found.map(\.key))
        }
        return all.filter { chosen.contains($0.key) }
    }
}
