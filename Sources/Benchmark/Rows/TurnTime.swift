/// What one more turn costs, which must not depend on the size of the input.
struct TurnTime: Row {
    let megabytes: Int

    var key: String { "turn-\(megabytes)mb" }
    var name: String { "one turn at \(megabytes) MB" }
    let unit = "ms"
    let goal = 2.0
    let method = "median time from one request of the root model to the next, as the mock server sees them"
    var work: Work { .turns(megabytes: megabytes) }

    func value(of sample: Sample, limit: Sample?) -> Double? { sample.turn.map { $0 * 1000 } }
}
