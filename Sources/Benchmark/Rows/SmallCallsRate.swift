/// How near many small sub-calls come to what the network library can do.
struct SmallCallsRate: Row {
    let key = "small-calls"
    let name = "1000 sub-calls of 1 kB, no latency: throughput"
    let unit = "% of bare client"
    let goal = 90.0
    let higherIsBetter = true
    let method =
        "time from the arrival of the first sub-call to the end of the last, of the bare client divided by ours, "
        + "64 at once"
    let work = Work.small

    func value(of sample: Sample, limit: Sample?) -> Double? {
        guard let ours = sample.callSpan, let bare = limit?.callSpan, ours > 0 else { return nil }
        return 100 * bare / ours
    }

    func absolute(of sample: Sample) -> Double? { sample.callSpan }
}
