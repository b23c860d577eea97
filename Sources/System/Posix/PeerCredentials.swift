/// Whose process is at the other end of a Unix socket, as the kernel saw it when they were connected.
package struct PeerCredentials: Sendable, Equatable {
    package var process: Int32
    package var user: UInt32

    package init(process: Int32, user: UInt32) {
        self.process = process
        self.user = user
    }
}
