/// What sub-calls cost in memory while they wait.
struct CallsMemory: Row {
    let key: String
    let name: String
    let unit = "MB"
    let goal: Double
    let method: String
    let work: Work

    private static let method =
        "all resident pages of all processes of the command, memory files whole, each once, every 3 ms"

    static let large = CallsMemory(
        key: "large-calls-memory", name: "200 sub-calls of 500 kB: peak resident memory", goal: 200, method: method,
        work: .large)
    static let queued = CallsMemory(
        key: "queued-calls-memory", name: "10,000 sub-calls of 10 kB, queued: peak resident memory", goal: 200,
        method: method + "; 100 MB of it are the prompts, which the code holds in a list", work: .queued)

    /// Nil too when a call was lost: what was not sent took no memory.
    func value(of sample: Sample, limit: Sample?) -> Double? {
        guard sample.answered == work.calls?.count else { return nil }
        return sample.memory.map { Double($0.resident) / 1e6 }
    }
}
