import CCurl

extension HTTPError {
    /// An error in the terms of a user from libcurl's code and its own words for it.
    init(_ code: CURLcode, address: HTTPAddress, detail: String) {
        let words = detail.isEmpty ? String(cString: curl_easy_strerror(code)) : detail
        let server = address.origin
        let (kind, message) = Self.meaning(of: code, server: server)
        self.init(kind, "\(message) (\(words))", curlCode: code.rawValue)
    }

    private static func meaning(of code: CURLcode, server: String) -> (Kind, String) {
        switch code {
        case CURLE_URL_MALFORMAT:
            (.badURL, "\(server) cannot be used as a URL")
        case CURLE_COULDNT_RESOLVE_HOST:
            (.cannotResolve, "The name in \(server) is not known to this machine")
        case CURLE_COULDNT_RESOLVE_PROXY:
            (.cannotResolve, "The name of the proxy for \(server) is not known to this machine")
        case CURLE_COULDNT_CONNECT, CURLE_PROXY:
            (.cannotConnect, "Nothing answers at \(server)")
        case CURLE_OPERATION_TIMEDOUT:
            (.connectTimeout, "\(server) could not be reached in time")
        case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER,
            CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_INVALIDCERTSTATUS:
            (.tls, "No trusted TLS connection to \(server)")
        case CURLE_GOT_NOTHING, CURLE_PARTIAL_FILE, CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_HTTP2,
            CURLE_HTTP2_STREAM:
            (.connectionLost, "The connection to \(server) broke before the answer was complete")
        // The scheme is checked before: an unsupported protocol is an answer without a status line, “HTTP/0.9”.
        case CURLE_WEIRD_SERVER_REPLY, CURLE_BAD_CONTENT_ENCODING, CURLE_UNSUPPORTED_PROTOCOL:
            (.notHTTP, "What \(server) sent is not HTTP")
        default:
            (.other, "The request to \(server) failed")
        }
    }
}
