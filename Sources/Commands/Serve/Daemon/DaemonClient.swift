package import Bridge
import JSON

/// A program of ours as a client of the daemon.
package struct DaemonClient: Sendable {
    private let name: String
    private let approvals: Bool

    /// - Parameters:
    ///   - name: of the program.
    ///   - approvals: true for one in which a person decides on proposals.
    package init(name: String = "rlm", approvals: Bool = false) { (self.name, self.approvals) = (name, approvals) }

    /// A client after its handshake; nil when nobody serves at `path`.
    package func connected(to path: SocketPath) async throws -> RPCClient? {
        let client: RPCClient
        do throws(SocketError) {
            client = try RPCClient(connectedTo: path)
        } catch .nobody {
            return nil
        }
        do {
            try await client.initialize(
                name: name, version: Program.version, capabilities: ["approvals": .bool(approvals)])
        } catch let error as RPCError where error == RPCClient.lost {
            // It ended in this moment.
            return nil
        }
        return client
    }
}
