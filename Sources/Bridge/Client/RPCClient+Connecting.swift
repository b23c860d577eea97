import Posix

extension RPCClient {
    /// Connects to the daemon that serves at `path`; the handshake is still to come.
    package convenience init(connectedTo path: SocketPath) throws(SocketError) {
        let socket = try path.connect()
        do throws(PosixError) {
            try self.init(socket)
        } catch {
            throw .system(error)
        }
    }
}
