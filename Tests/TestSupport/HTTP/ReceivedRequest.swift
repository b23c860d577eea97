/// A request as the loopback server read it from its socket.
package struct ReceivedRequest: Sendable, Equatable {
    package var method: String
    /// Path and query.
    package var target: String
    /// Names in lower case.
    package var headers: [String: String]
    package var body: String
    /// Which connection it came on, counted from 1.
    package var connection: Int
}
