import Glibc
import JSON
import Posix

@testable import Bridge

/// A client that sends any bytes, well-formed or not, and reads what comes back, line by line.
final class RawClient {
    let socket: Descriptor
    private var received: [UInt8] = []
    /// What of it has been handed on.
    private var start = 0

    init(_ socket: Descriptor) { self.socket = socket }

    func send(_ text: String) throws { try socket.writeAll(Array(text.utf8)) }

    func send(_ bytes: [UInt8]) throws { try socket.writeAll(bytes) }

    /// Sends a request, without waiting for its answer.
    func ask(_ id: Int, _ method: String, _ params: JSONValue = [:]) throws {
        try send(RPCMessage.request(.number(id), method: method, params: params).line)
    }

    func shake() async throws {
        try ask(
            0, "initialize", ["protocolVersion": 1, "clientInfo": ["name": "test", "version": "1"]])
        _ = try await next()
    }

    /// The next message; nil when the other side has closed or nothing came for a long time.
    ///
    /// Never blocks its thread: the server may need it.
    func next(seconds: Double = 20) async throws -> JSONValue? {
        let end = ContinuousClock.now + .seconds(seconds)
        while true {
            if let newline = received[start...].firstIndex(of: 0x0A) {
                defer { start = newline + 1 }
                return try JSONParser.parse(Array(received[start..<newline]))
            }
            received.removeFirst(start)
            start = 0
            switch receive() {
            case .bytes: continue
            case .end: return nil
            case .wouldBlock: if ContinuousClock.now > end { return nil }
            }
            try await Task.sleep(for: .milliseconds(1))
        }
    }

    /// True when the other side closes within 20 seconds; what comes before is thrown away.
    func isClosed() async throws -> Bool {
        let end = ContinuousClock.now + .seconds(20)
        while ContinuousClock.now < end {
            switch receive() {
            case .bytes: continue
            case .end: return true
            case .wouldBlock: try await Task.sleep(for: .milliseconds(1))
            }
        }
        return false
    }

    private func receive() -> Descriptor.Reading {
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        let count = recv(socket.number, &buffer, buffer.count, Int32(MSG_DONTWAIT))
        if count > 0 {
            received += buffer[..<count]
            return .bytes(count)
        }
        return count < 0 && errno == EAGAIN ? .wouldBlock : .end
    }
}
