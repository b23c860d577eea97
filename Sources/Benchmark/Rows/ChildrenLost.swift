/// Children whose answers never come back.
struct ChildrenLost: Row {
    let key = "children-lost"
    let name = "recursive children lost, of 64 in each run"
    let unit = "children"
    let goal = 0.0
    let method = "children whose own answer did not come back, summed over all runs"
    let work = Work.children

    func value(of sample: Sample, limit: Sample?) -> Double? {
        guard let answered = sample.answered, let calls = work.calls else { return nil }
        return Double(calls.count - answered)
    }

    func summary(of values: [Double]) -> Double? { values.isEmpty ? nil : values.reduce(0, +) }
}
