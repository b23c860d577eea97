import Glibc
import Synchronization

/// A real HTTP/1.1 server on 127.0.0.1 that answers as a script says and keeps what it was asked.
///
/// Every connection has a thread of its own, so answers may stall without holding up others. The server ends with
/// `deinit`, which closes its port; connections end with their clients.
package final class LoopbackServer: Sendable {
    package typealias Handler = @Sendable (ReceivedRequest) -> ScriptedResponse

    private struct State {
        var requests: [ReceivedRequest] = []
        var connections = 0
        var open = 0
    }

    /// What the threads share; outlives the server while a connection is open.
    private final class Core: Sendable {
        let handler: Handler
        let state = Mutex(State())

        init(handler: @escaping Handler) { self.handler = handler }
    }

    package let port: Int
    private let core: Core
    private let listener: Int32

    /// Starts listening on a free port.
    package init(_ handler: @escaping Handler) {
        core = Core(handler: handler)
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let (listener, length) = (listener, size)
        withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                precondition(bind(listener, address, length) == 0 && listen(listener, 256) == 0, "no loopback port")
                getsockname(listener, address, &size)
            }
        }
        port = Int(UInt16(bigEndian: address.sin_port))
        let core = core
        Self.startThread {
            while true {
                let client = accept(listener, nil, nil)
                if client < 0 { break }
                Self.startThread { Self.serve(client, core) }
            }
            // Closed here and not in `deinit`: this thread might otherwise accept on a number that is used anew.
            close(listener)
        }
    }

    /// A server that gives the same answer to every request.
    package convenience init(always response: ScriptedResponse) {
        self.init { _ in response }
    }

    /// From here on connections are refused, and the accepting thread ends.
    deinit { shutdown(listener, Int32(SHUT_RDWR)) }

    package var url: String { "http://127.0.0.1:\(port)" }
    package var requests: [ReceivedRequest] { core.state.withLock { $0.requests } }
    package var connectionCount: Int { core.state.withLock { $0.connections } }
    /// Connections that no side has closed yet.
    package var openConnections: Int { core.state.withLock { $0.open } }

    private static func serve(_ client: Int32, _ core: Core) {
        let number = core.state.withLock { state in
            state.connections += 1
            state.open += 1
            return state.connections
        }
        let connection = ServerConnection(socket: client, number: number)
        while let request = connection.readRequest() {
            core.state.withLock { $0.requests.append(request) }
            if !connection.play(core.handler(request)) { break }
        }
        core.state.withLock { $0.open -= 1 }
    }

    private static func startThread(_ body: @escaping @Sendable () -> Void) {
        final class Box: Sendable {
            let body: @Sendable () -> Void
            init(_ body: @escaping @Sendable () -> Void) { self.body = body }
        }
        var thread = pthread_t()
        pthread_create(
            &thread, nil,
            { context in
                if let context { Unmanaged<Box>.fromOpaque(context).takeRetainedValue().body() }
                return nil
            }, Unmanaged.passRetained(Box(body)).toOpaque())
        pthread_detach(thread)
    }
}
