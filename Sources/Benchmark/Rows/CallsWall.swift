/// A whole command that makes 64 sub-calls of 100 ms.
struct CallsWall: Row {
    let key: String
    let name: String
    let unit = "s"
    let goal: Double
    let method = "wall time of the command"
    let work: Work

    static let comprehension = CallsWall(
        key: "comprehension", name: "64 sub-calls of 100 ms in a comprehension, whole command", goal: 0.30,
        work: .comprehension)
    static let batched = CallsWall(
        key: "batched", name: "the same with llm_query_batched", goal: 0.30, work: .batched)
    static let children = CallsWall(
        key: "children", name: "64 recursive children, one sub-call of 100 ms each, whole command", goal: 0.6,
        work: .children)

    func value(of sample: Sample, limit: Sample?) -> Double? { sample.wall }
}
