/// How near large sub-calls come to what the network library can do.
struct LargeCallsTime: Row {
    let key = "large-calls"
    let name = "200 sub-calls of 500 kB"
    let unit = "× bare client"
    let goal = 1.5
    let method =
        "time from the arrival of the first sub-call to the end of the last, divided by that of the bare client, "
        + "16 at once"
    let work = Work.large

    func value(of sample: Sample, limit: Sample?) -> Double? {
        guard let ours = sample.callSpan, let bare = limit?.callSpan, bare > 0 else { return nil }
        return ours / bare
    }

    func absolute(of sample: Sample) -> Double? { sample.callSpan }
}
