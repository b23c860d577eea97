import Bridge
import FoundationEssentials
import Glibc
import JSON
import Posix
import TestSupport

/// A daemon of the built program with folders of its own; ends with this object.
final class RunningDaemon: Sendable {
    let program: BuiltProgram
    let socket: String
    private let child: ChildProcess

    /// - Parameter configuration: TOML.
    init(_ program: BuiltProgram? = nil, configuration: String = "") async throws {
        let program = try program ?? BuiltProgram()
        self.program = program
        socket = program.folder.path("run/rlm.sock")
        mkdir(program.folder.path("run"), 0o700)
        let arguments = [
            "serve", "--foreground", "--socket", socket, "--config",
            try program.folder.write(configuration, to: "daemon.toml"),
        ]
        let (reading, writing) = try Descriptor.pipe()
        let command = ChildCommand(
            program.path, arguments, environment: program.environment(), directory: program.folder.path)
        child = try ChildProcess(command, descriptors: [1: writing])
        try await Self.waitForLine(reading)
    }

    deinit { child.kill() }

    private static func waitForLine(_ descriptor: Descriptor) async throws {
        try descriptor.setNonblocking()
        var buffer = [UInt8](repeating: 0, count: 1024)
        for _ in 0..<3000 {
            switch try buffer.withUnsafeMutableBytes({ try descriptor.read(into: $0) }) {
            case .bytes: return
            case .end: throw PosixError(code: EPIPE, call: "rlm serve")
            case .wouldBlock: try await Task.sleep(for: .milliseconds(10))
            }
        }
        throw PosixError(code: ETIMEDOUT, call: "rlm serve")
    }

    var processID: Int32 { child.id }

    /// A client after its handshake.
    func client(approvals: Bool = true) async throws -> RPCClient {
        let client = try RPCClient(connectedTo: SocketPath(socket))
        try await client.initialize(name: "test", version: "1", capabilities: ["approvals": .bool(approvals)])
        return client
    }

    func raw() throws -> Descriptor { try Descriptor.connected(to: socket) }

    func ended() async -> ExitStatus { await child.wait() }

    func kill() { child.kill() }

    /// Megabytes of memory that the process has for itself.
    var memory: Int {
        let text = (try? String(contentsOfFile: "/proc/\(child.id)/status", encoding: .utf8)) ?? ""
        let line = text.split(separator: "\n").first { $0.hasPrefix("RssAnon:") } ?? ""
        return line.split(whereSeparator: \.isWhitespace).compactMap { Int($0) }.first.map { $0 / 1024 } ?? 0
    }

    var threads: Int {
        (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(child.id)/task"))?.count ?? 0
    }
}
