/// Several servers of different quality behind one name.
package struct Fleet: Sendable {
    package struct Server: Sendable {
        /// How many times longer an answer takes.
        var slow = 1.0
        /// The share of calls that fail.
        var failures = 0.0
    }

    package var servers: [Server]
    /// Answers that a server gives at once; other calls wait.
    package var slots: Int
    /// Seconds that an answer takes where nothing is slow.
    package var latency: Double

    /// Two good servers, one at a tenth of their speed, one that fails half its calls.
    static let uneven = Fleet(
        servers: [Server(), Server(), Server(slow: 10), Server(failures: 0.5)], slots: 8, latency: 0.04)

    /// Right answers in a second when every server is busy all the time.
    package var idealRate: Double {
        servers.reduce(0) { $0 + Double(slots) / (latency * $1.slow) * (1 - $1.failures) }
    }

    /// The user's file that describes the servers at these addresses.
    func settings(_ urls: [String]) -> String {
        var text = "[pools.fleet]\nmembers = [\n"
        for index in urls.indices { text += "    { model = \"server\(index)/sub\", concurrency = \(slots) },\n" }
        text += "]\n"
        for (index, url) in urls.enumerated() {
            text += "[providers.server\(index)]\nkind = \"openai\"\nbase-url = \"\(url)\"\n"
        }
        return text
    }

    /// How one of the servers answers.
    func script(_ index: Int, root: [String]) -> MockScript {
        let server = servers[index]
        return MockScript(
            root: root, sub_latency: latency, slots: slots, failure_rate: server.failures, slow: server.slow)
    }
}
