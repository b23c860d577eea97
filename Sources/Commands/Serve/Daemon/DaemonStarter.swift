package import Bridge
@preconcurrency import Dispatch
import FoundationEssentials
import Glibc
import Posix

/// Starts a daemon in the background, unless there is one.
package struct DaemonStarter: Sendable {
    /// Seconds that another daemon, which begins at the same moment, may take until it serves.
    private static let patience = 5.0

    private let path: SocketPath
    private let configuration: String?
    private let environment: [String: String]

    package init(path: SocketPath, configuration: String? = nil, environment: [String: String]) {
        self.path = path
        self.configuration = configuration
        self.environment = environment
    }

    /// A client of the daemon, which is started if there is none.
    package func client(_ client: DaemonClient = DaemonClient()) async throws -> RPCClient {
        if let client = try await client.connected(to: path) { return client }
        try await start()
        if let client = try await client.connected(to: path) { return client }
        throw SocketError.nobody(path.path)
    }

    /// Returns when a daemon serves.
    /// - Returns: false when one did already.
    @discardableResult
    package func start() async throws -> Bool {
        if try await DaemonClient().connected(to: path) != nil { return false }
        try path.prepareFolder()
        guard let problem = try await launch() else { return true }
        // Of several that begin at once, one serves and the others end.
        let end = ContinuousClock.now + .seconds(Self.patience)
        repeat {
            if try await DaemonClient().connected(to: path) != nil { return false }
            try await Task.sleep(for: .milliseconds(20))
        } while path.isTaken && ContinuousClock.now < end
        throw CommandFailure(.incomplete, "the daemon did not start: \(problem)")
    }

    /// Starts one and waits until it serves.
    /// - Returns: why it does not.
    private func launch() async throws -> String? {
        let log = try DaemonLog(environment: environment)
        let (reading, writing) = try Descriptor.pipe()
        var arguments = ["serve", "--foreground", "--socket", path.path]
        if let configuration { arguments += ["--config", Self.absolute(configuration)] }
        let command = ChildCommand(try InstalledProgram.path("rlm"), arguments, directory: "/")
        let child = try ChildProcess(command, descriptors: [1: writing, 2: log.file])
        child.spareGroup(true)
        let (serving, begun) = AsyncStream.makeStream(of: Bool.self)
        let reader = try StreamReader(reading, queue: DispatchQueue(label: "rlm.starter")) { _ in begun.yield(true) }
        defer { withExtendedLifetime(reader) {} }
        child.onExit { _ in begun.yield(false) }
        return await serving.first { _ in true } == true ? nil : log.news
    }

    private static func absolute(_ path: String) -> String {
        path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
    }
}
