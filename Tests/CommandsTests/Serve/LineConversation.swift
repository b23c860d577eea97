import Bridge
import JSON
import Posix

/// Sends and receives single messages.
final class LineConversation {
    private let socket: Descriptor
    private var received: [UInt8] = []
    private var start = 0
    private var hasEnded = false
    private(set) var last: JSONValue?

    init(_ socket: Descriptor) throws {
        BrokenPipes.ignore()
        self.socket = socket
        try socket.setNonblocking()
    }

    /// Sends a request, without waiting for its answer.
    func ask(_ id: Int, _ method: String, _ params: JSONValue = [:]) throws {
        try send(["jsonrpc": "2.0", "id": .integer(id), "method": .string(method), "params": params])
    }

    func shake() async throws {
        try ask(0, "initialize", ["protocolVersion": 1, "clientInfo": ["name": "test"]])
        _ = try await next()
    }

    /// True when the other side closes within 20 seconds.
    func isClosed() async throws -> Bool {
        do {
            while true { _ = try await next() }
        } catch {
            return hasEnded
        }
    }

    func send(_ bytes: [UInt8]) throws { try socket.writeAll(bytes) }

    func send(_ message: JSONValue) throws { try socket.writeAll(message.encodedLine) }

    func next() async throws -> JSONValue {
        for _ in 0..<20_000 {
            if let message = try available() { return message }
            try await Task.sleep(for: .milliseconds(1))
        }
        throw RPCClient.lost
    }

    /// The next message that is there already.
    func available() throws -> JSONValue? {
        while true {
            if let newline = received[start...].firstIndex(of: 0x0A) {
                let message = try JSONParser.parse(Array(received[start..<newline]))
                start = newline + 1
                last = message
                return message
            }
            received.removeFirst(start)
            start = 0
            var buffer = [UInt8](repeating: 0, count: 1 << 16)
            switch try buffer.withUnsafeMutableBytes({ try socket.read(into: $0) }) {
            case .bytes(let count): received += buffer[..<count]
            case .wouldBlock: return nil
            case .end:
                hasEnded = true
                throw RPCClient.lost
            }
        }
    }

    /// Sends as much as fits now, and returns the rest.
    func sendWhatFits(_ bytes: ArraySlice<UInt8>) throws -> ArraySlice<UInt8> {
        bytes.dropFirst(try bytes.withUnsafeBytes { try socket.write($0) })
    }
}
