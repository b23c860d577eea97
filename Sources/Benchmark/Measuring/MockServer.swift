import FoundationEssentials
import HTTPTransport
import Posix

/// A running `rlm-mock-server` with one server or several; killed when it is let go.
final class MockServer: Sendable {
    /// What arrived at one server since its script was set.
    struct Statistics: Decodable {
        var sub_first: Double?
        var sub_last: Double?
        var t_root: [Double]
    }

    /// Base URLs, in the order of the servers.
    let urls: [String]
    let process: ChildProcess

    /// Starts the program that stands beside this one.
    /// - Parameter arguments: behind `serve`.
    init(_ arguments: [String] = ["--port", "0"]) async throws {
        let (reading, writing) = try Descriptor.pipe()
        process = try ChildProcess(
            ChildCommand(Self.program(), ["serve"] + arguments), descriptors: [1: writing])
        let count = arguments.count { $0 == "--port" }
        var text = ""
        try reading.setNonblocking()
        let deadline = ContinuousClock.now + .seconds(10)
        while text.count(where: { $0 == "\n" }) < count {
            guard ContinuousClock.now < deadline else {
                process.kill()
                throw BenchmarkError("the mock server did not start within 10 seconds.")
            }
            try await Task.sleep(for: .milliseconds(5))
            text += Self.available(reading)
        }
        urls = text.split(separator: "\n").map(String.init)
    }

    deinit { process.kill() }

    /// What the program has printed since the last look.
    private static func available(_ pipe: Descriptor) -> String {
        withUnsafeTemporaryAllocation(byteCount: 4096, alignment: 1) { buffer in
            guard case .bytes(let count)? = try? pipe.read(into: UnsafeMutableRawBufferPointer(buffer)) else {
                return ""
            }
            return String(decoding: buffer[..<count], as: UTF8.self)
        }
    }

    var url: String { urls[0] }

    /// Where the mock server's program is: beside this one, unless `RLM_MOCK_SERVER` names it.
    static func program() throws -> String {
        if let named = ProcessInfo.processInfo.environment["RLM_MOCK_SERVER"], !named.isEmpty { return named }
        let path = URL(filePath: try ExecutablePath.current()).deletingLastPathComponent().path + "/rlm-mock-server"
        guard FileManager.default.isExecutableFile(atPath: path) else {
            throw BenchmarkError(
                "the mock server \(path) is missing; in a checkout of rlm, this builds it: config/bootstrap rlm bench engine"
            )
        }
        return path
    }

    /// Sets how a server answers, and what it counts to nothing.
    func set(_ script: MockScript, server: Int = 0) async throws {
        let reply = try await request(.post, "/script", body: [UInt8](try JSONEncoder().encode(script)), server)
        guard reply.status == 200 else {
            throw BenchmarkError("the mock server takes no such script: \(String(decoding: reply.body, as: UTF8.self))")
        }
    }

    func statistics(server: Int = 0) async throws -> Statistics {
        let reply = try await request(.get, "/stats", body: [], server)
        return try JSONDecoder().decode(Statistics.self, from: Data(reply.body))
    }

    private func request(
        _ method: HTTPRequest.Method, _ path: String, body: [UInt8], _ server: Int
    ) async throws -> (status: Int, body: [UInt8]) {
        let base = String(urls[server].dropLast("/v1".count))
        let response = try await HTTPClient.shared.send(HTTPRequest(method, url: base + path, body: body))
        return (response.status, try await response.bytes())
    }
}
