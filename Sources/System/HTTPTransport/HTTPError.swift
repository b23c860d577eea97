/// Why an HTTP request got no complete answer.
///
/// A status of 400 or 500 is an answer, not an `HTTPError`.
package struct HTTPError: Error, Sendable, Equatable, CustomStringConvertible {
    package enum Kind: Sendable, Equatable {
        /// Not an http or https URL with a host.
        case badURL
        /// A header holds a control character.
        case badHeader
        case cannotResolve
        /// Refused, or no route.
        case cannotConnect
        case connectTimeout
        case idleTimeout
        case totalTimeout
        /// No trusted, encrypted connection: certificate, host name or handshake.
        case tls
        /// The connection broke before the answer was complete.
        case connectionLost
        /// What came back is not HTTP.
        case notHTTP
        case responseTooLarge
        case cancelled
        /// Anything else that libcurl reports.
        case other
    }

    package var kind: Kind
    /// What happened, in one sentence, with the server's address; no header and no body is ever quoted.
    package var message: String
    /// libcurl's own code (`CURLE_…`); 0 when libcurl was not what failed.
    package var curlCode: UInt32

    package init(_ kind: Kind, _ message: String, curlCode: UInt32 = 0) {
        self.kind = kind
        self.message = message
        self.curlCode = curlCode
    }

    package var description: String { message }

    static let cancelled = HTTPError(.cancelled, "The request was cancelled.")
}
