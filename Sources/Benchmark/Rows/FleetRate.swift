/// How well calls are spread over servers of different quality.
struct FleetRate: Row {
    let key = "fleet"
    let name = "4 servers, one at a tenth of the speed, one failing half its calls: throughput"
    let unit = "% of ideal"
    let goal = 85.0
    let higherIsBetter = true
    let method =
        "right answers in a second, from the arrival of the first sub-call to the end of the last, of those that the "
        + "servers would give were all busy all the time"
    let work = Work.fleet

    func value(of sample: Sample, limit: Sample?) -> Double? {
        guard let answered = sample.answered, let span = sample.callSpan, span > 0, let fleet = work.fleet else {
            return nil
        }
        return 100 * Double(answered) / span / fleet.idealRate
    }
}
