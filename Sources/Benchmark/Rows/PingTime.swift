/// What a message to the daemon and back takes.
struct PingTime: Row {
    let key = "daemon-ping"
    let name = "round trip of a ping to the daemon"
    let unit = "ms"
    let goal = 0.3
    let method = "median of 2000 pings, one after another, over the daemon's socket"
    let work = Work.daemon

    func value(of sample: Sample, limit: Sample?) -> Double? { sample.ping.map { $0 * 1000 } }
}
