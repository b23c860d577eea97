/// How soon the first request goes out.
struct StartTime: Row {
    let key = "start"
    let name = "start of the process to first request, 1 MB"
    let unit = "ms"
    let goal = 60.0
    let method = "from the start of the process to the arrival of its first request at the mock server"
    let work = Work.start

    func value(of sample: Sample, limit: Sample?) -> Double? { sample.firstRequest.map { $0 * 1000 } }
}
