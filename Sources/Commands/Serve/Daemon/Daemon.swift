import Bridge
import Glibc
import JSON
import Synchronization

/// Serves a socket until it is told to end, has had nothing to do for long, or has lost its place.
final class Daemon: Sendable {
    /// Why it ended.
    enum Ending: String, Sendable {
        case asked = "it was asked to"
        case idle = "nobody needed it"
        case displaced = "its socket was removed or replaced"
    }

    private let socket: ServedSocket
    private let services: [any DaemonService]
    private let idleTimeout: Double
    private let server: SocketServer
    private let lastUse = Mutex(ContinuousClock.now)

    init(_ socket: ServedSocket, services: [any DaemonService], idleTimeout: Double) throws {
        self.socket = socket
        self.services = services
        self.idleTimeout = idleTimeout
        server = try SocketServer(socket.listener)
    }

    /// Serves until the end and says why it came; a cancelled task ends it, too.
    func run() async -> Ending {
        let (endings, end) = AsyncStream.makeStream(of: Ending.self)
        let status = DaemonStatus(socket: socket.path, server: server, services: services)
        server.start(dispatcher(status) { end.yield(.asked) }) { self.touch() }
        socket.watch { end.yield(.displaced) }
        let idle = Task {
            await self.waitUntilIdle()
            end.yield(.idle)
        }
        let ending = await endings.first { _ in true } ?? .asked
        idle.cancel()
        socket.remove()
        if ending == .displaced { await finishWork() }
        // What they still have to tell reaches the clients.
        for service in services { await service.stop() }
        await server.stop(patience: 0.5)
        return ending
    }

    private func dispatcher(_ status: DaemonStatus, stop: @escaping @Sendable () -> Void) -> Dispatcher {
        let capabilities = Dictionary(services.map { ($0.capability.name, $0.capability.value) }) { $1 }
        var methods = MethodTable.handshake(
            version: Program.version, capabilities: .object(capabilities), limits: Dispatcher.Limits())
        methods.on("daemon/status") { _, _ in await status.json() }
        methods.atOnce("daemon/stop") { _, _ in
            stop()
            return [:]
        }
        for service in services { methods.add(service.methods) }
        return Dispatcher(methods, dialect: .rlm) { RPCError($0 as any Error) }
    }

    private func touch() { lastUse.withLock { $0 = .now } }

    private var isAtWork: Bool { server.clients > 0 || services.contains(where: \.isAtWork) }

    /// Returns when clients and work are gone; another daemon may have begun meanwhile.
    private func finishWork() async {
        while !Task.isCancelled, isAtWork { try? await Task.sleep(for: .milliseconds(200)) }
    }

    private func waitUntilIdle() async {
        guard idleTimeout > 0 else { return await Task.sleepUntilCancelled() }
        while !Task.isCancelled {
            if isAtWork { touch() }
            let end = lastUse.withLock { $0 } + .seconds(idleTimeout)
            if end <= .now { return }
            try? await Task.sleep(until: end, clock: .continuous)
        }
    }
}

extension Task where Success == Never, Failure == Never {
    fileprivate static func sleepUntilCancelled() async {
        while !Task.isCancelled { try? await Task.sleep(for: .seconds(3600)) }
    }
}
