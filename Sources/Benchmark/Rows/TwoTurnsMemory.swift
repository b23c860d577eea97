/// What a gigabyte costs in memory that cannot be given back.
struct TwoTurnsMemory: Row {
    let key = "1000mb-memory"
    let name = "1000 MB, two turns: peak anonymous memory"
    let unit = "MB"
    let goal = 80.0
    let method =
        "pages of all processes of the command that are no file's on disk, memory files included, each once, every 3 ms"
    let work = Work.gigabyte

    func value(of sample: Sample, limit: Sample?) -> Double? { sample.memory.map { Double($0.anonymous) / 1e6 } }
}
