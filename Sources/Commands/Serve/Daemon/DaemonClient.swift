package import Bridge

/// Programs of ours as clients of the daemon.
package enum DaemonClient {
    /// A client after its handshake; nil when nobody serves at `path`.
    package static func connected(to path: SocketPath) async throws -> RPCClient? {
        let client: RPCClient
        do throws(SocketError) {
            client = try RPCClient(connectedTo: path)
        } catch .nobody {
            return nil
        }
        do {
            try await client.initialize(name: "rlm", version: Program.version)
        } catch let error as RPCError where error == RPCClient.lost {
            // It ended in this moment.
            return nil
        }
        return client
    }
}
