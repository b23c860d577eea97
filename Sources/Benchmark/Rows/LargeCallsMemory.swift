/// What large sub-calls cost in memory while they wait.
struct LargeCallsMemory: Row {
    let key = "large-calls-memory"
    let name = "200 sub-calls of 500 kB: peak resident memory"
    let unit = "MB"
    let goal = 200.0
    let method = "all resident pages of all processes of the command, memory files whole, each once, every 3 ms"
    let work = Work.large

    func value(of sample: Sample, limit: Sample?) -> Double? { sample.memory.map { Double($0.resident) / 1e6 } }
}
