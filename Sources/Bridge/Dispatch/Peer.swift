package import JSON
package import Posix
import Synchronization

/// The other side of a connection, as handlers see it; stays valid when the connection has ended.
package final class Peer: Sendable {
    /// How the other side introduced itself.
    package struct Introduction: Sendable, Equatable {
        package var name: String
        package var version: String
        package var capabilities: JSONValue

        package init(name: String, version: String, capabilities: JSONValue = [:]) {
            self.name = name
            self.version = version
            self.capabilities = capabilities
        }
    }

    private struct State {
        var introduction: Introduction?
        var isClosed = false
        var closings: [@Sendable () -> Void] = []
    }

    /// Counts the connections of this process.
    package let number: Int
    /// Whose process it is; nil when the kernel does not tell, as over a pipe.
    package let credentials: PeerCredentials?
    private let sending: @Sendable (Outgoing) -> Void
    private let state = Mutex(State())
    private static let count = Atomic(0)

    init(credentials: PeerCredentials?, sending: @escaping @Sendable (Outgoing) -> Void) {
        number = Self.count.add(1, ordering: .relaxed).newValue
        self.credentials = credentials
        self.sending = sending
    }

    /// Nil before the handshake.
    package var introduction: Introduction? { state.withLock { $0.introduction } }

    /// Lets the other side ask for more than the handshake.
    package func introduce(_ introduction: Introduction) {
        state.withLock { $0.introduction = introduction }
    }

    /// Sends a notification; does nothing when the connection has ended.
    package func notify(_ method: String, _ params: JSONValue, _ delivery: Delivery = .always) {
        sending(Outgoing(method, params, delivery))
    }

    /// Calls `handler` once when the connection ends, or at once when it has.
    package func onClose(_ handler: @escaping @Sendable () -> Void) {
        let isClosed = state.withLock { state in
            if !state.isClosed { state.closings.append(handler) }
            return state.isClosed
        }
        if isClosed { handler() }
    }

    func close() {
        let closings = state.withLock { state in
            defer { state.closings = [] }
            state.isClosed = true
            return state.closings
        }
        for closing in closings { closing() }
    }
}
