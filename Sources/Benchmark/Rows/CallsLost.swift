/// Calls whose own answers never come back.
struct CallsLost: Row {
    let key: String
    let name: String
    let unit = "lost"
    let goal = 0.0
    let method = "calls whose own answer did not come back, summed over all runs"
    let work: Work

    static let children = CallsLost(
        key: "children-lost", name: "recursive children lost, of 64 in each run", work: .children)
    static let fleet = CallsLost(
        key: "fleet-lost", name: "calls lost under these servers, of 1500 in each run", work: .fleet)

    func value(of sample: Sample, limit: Sample?) -> Double? {
        guard let answered = sample.answered, let calls = work.calls else { return nil }
        return Double(calls.count - answered)
    }

    func summary(of values: [Double]) -> Double? { values.isEmpty ? nil : values.reduce(0, +) }
}
