@preconcurrency import Dispatch
import Glibc
package import Posix
import Synchronization

/// Serves the clients of a listening socket, however many, without a thread for any of them.
///
/// Only processes of the same user are served: the kernel says whose they are.
package final class SocketServer: Sendable {
    private struct State {
        var connections: [ObjectIdentifier: Connection] = [:]
        var isStopping = false
        var source: (any DispatchSourceRead)?
    }

    /// Clients at the same time; each may hold a file of this process.
    private static let mostClients = 1000
    /// Seconds without accepting when the process has too many files open.
    private static let rest = 0.1

    private let listener: Descriptor
    private let queue = DispatchQueue(label: "rlm.listener")
    private let state = Mutex(State())

    package init(_ listener: Descriptor) throws(PosixError) {
        try listener.setNonblocking()
        self.listener = listener
    }

    /// The clients that are connected.
    package var clients: Int { state.withLock { $0.connections.count } }

    /// Begins to accept clients.
    /// - Parameter onLeaving: called whenever a client has gone.
    package func start(_ dispatcher: Dispatcher, onLeaving: @escaping @Sendable () -> Void = {}) {
        let source = DispatchSource.makeReadSource(fileDescriptor: listener.number, queue: queue)
        let held = HeldBytes(limit: dispatcher.limits.heldBytes)
        source.setEventHandler { [weak self] in self?.acceptAll(dispatcher, held, onLeaving) }
        source.setCancelHandler { [listener] in withExtendedLifetime(listener) {} }
        state.withLock { $0.source = source }
        source.activate()
    }

    /// Accepts nobody any more, lets requests under way be answered, and returns when all clients are gone.
    package func stop(patience: Double = 2) async {
        let connections = state.withLock { state in
            state.isStopping = true
            state.source?.cancel()
            state.source = nil
            return Array(state.connections.values)
        }
        for connection in connections { connection.shutDown(patience: patience) }
        let end = ContinuousClock.now + .seconds(patience + 1)
        while clients > 0, ContinuousClock.now < end { try? await Task.sleep(for: .milliseconds(5)) }
    }

    /// A few at a time, so that a flood of clients does not keep the end of the server waiting.
    private func acceptAll(_ dispatcher: Dispatcher, _ held: HeldBytes, _ onLeaving: @escaping @Sendable () -> Void) {
        for _ in 0..<64 where !state.withLock({ $0.isStopping }) {
            do throws(PosixError) {
                guard let socket = try listener.accept() else { return }
                serve(socket, dispatcher, held, onLeaving)
            } catch {
                return takeRest()
            }
        }
    }

    private func serve(
        _ socket: Descriptor, _ dispatcher: Dispatcher, _ held: HeldBytes, _ onLeaving: @escaping @Sendable () -> Void
    ) {
        guard let credentials = try? socket.peerCredentials(), credentials.user == geteuid() else { return }
        guard clients < Self.mostClients else {
            let line = RPCMessage.error(nil, RPCError(.busy, "there are \(Self.mostClients) clients already")).line
            _ = line.withUnsafeBytes { try? socket.write($0) }
            return
        }
        let connection = try? Connection(output: socket, credentials: credentials, dispatcher: dispatcher, held: held) {
            [weak self] connection in
            self?.state.withLock { _ = $0.connections.removeValue(forKey: ObjectIdentifier(connection)) }
            onLeaving()
        }
        guard let connection else { return }
        state.withLock { $0.connections[ObjectIdentifier(connection)] = connection }
        connection.start(reading: socket)
    }

    /// Leaves clients waiting for a moment: this process has too many files open.
    private func takeRest() {
        let source = state.withLock { $0.source }
        source?.suspend()
        queue.asyncAfter(deadline: .now() + Self.rest) { source?.resume() }
    }
}
