import Bridge
import Glibc
import JSON
import Posix
import Testing

@Suite struct PingTests {
    /// Half of all round trips take at most 0.3 ms, also in a build for debugging.
    @Test func answersWithinAThirdOfAMillisecond() async throws {
        let daemon = try await RunningDaemon()
        let socket = try daemon.raw()
        func ask(_ method: String, _ params: JSONValue) throws {
            try socket.writeAll(RPCMessage.request(.number(1), method: method, params: params).line)
            var buffer = [UInt8](repeating: 0, count: 4096)
            repeat {
                guard
                    case .bytes(let count) = try buffer.withUnsafeMutableBytes({ try socket.read(into: $0) })
                else {
                    throw RPCClient.lost
                }
                if buffer[count - 1] == 0x0A { return }
            } while true
        }
        try ask("initialize", ["protocolVersion": 1, "clientInfo": ["name": "test"]])
        var times: [Double] = []
        for _ in 0..<2000 {
            let began = ContinuousClock.now
            try ask("ping", [:])
            times.append(began.duration(to: .now) / .milliseconds(1))
        }
        let median = times.sorted()[times.count / 2]
        #expect(median <= 0.3, "\(median) ms")
    }
}
