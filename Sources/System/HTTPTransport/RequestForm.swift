import CCurl

/// What requests of one kind have in common, checked once and ready for libcurl: address, header fields, timeouts.
///
/// `@unchecked Sendable`: nothing changes it, and libcurl only reads the header list.
final class RequestForm: @unchecked Sendable {
    let address: HTTPAddress
    /// A request of the kind, without its body.
    let request: HTTPRequest
    private let headers: UnsafeMutablePointer<curl_slist>?

    init(_ request: HTTPRequest) throws(HTTPError) {
        address = try HTTPAddress(request.url)
        for header in request.headers { try Self.check(header) }
        self.request = HTTPRequest(
            request.method, url: request.url, headers: request.headers, timeouts: request.timeouts,
            maximumBodyBytes: request.maximumBodyBytes)
        // An empty Expect keeps libcurl from waiting a second for “100 Continue” before a long body.
        headers = request.headers.reduce(curl_slist_append(nil, "Expect:")) { list, header in
            curl_slist_append(list, header.value.isEmpty ? "\(header.name);" : "\(header.name): \(header.value)")
        }
    }

    deinit { curl_slist_free_all(headers) }

    /// True for a request of this kind.
    func fits(_ other: HTTPRequest) -> Bool {
        request.method == other.method && request.url == other.url && request.headers == other.headers
            && request.timeouts == other.timeouts && request.maximumBodyBytes == other.maximumBodyBytes
    }

    /// Sets up a libcurl handle for any number of requests of this kind.
    func prepare(_ easy: UnsafeMutableRawPointer, environment: CurlEnvironment) {
        curl_easy_reset(easy)
        ccurl_set_string(easy, CURLOPT_URL, request.url)
        ccurl_set_string(easy, CURLOPT_PROTOCOLS_STR, "http,https")
        ccurl_set_long(easy, CURLOPT_NOSIGNAL, 1)
        ccurl_set_long(easy, CURLOPT_FOLLOWLOCATION, 0)
        ccurl_set_long(easy, CURLOPT_SSL_VERIFYPEER, 1)
        ccurl_set_long(easy, CURLOPT_SSL_VERIFYHOST, 2)
        ccurl_set_long(easy, CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_2TLS))
        ccurl_set_long(easy, CURLOPT_TCP_KEEPALIVE, 1)
        ccurl_set_long(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
        ccurl_set_long(easy, CURLOPT_CONNECTTIMEOUT_MS, Int(request.timeouts.connect * 1000))
        // Requests that come together share a connection where the server can serve them so, instead of opening many.
        if address.scheme == .https { ccurl_set_long(easy, CURLOPT_PIPEWAIT, 1) }
        if let file = environment.certificateFile { ccurl_set_string(easy, CURLOPT_CAINFO, file) }
        if address.isLoopback { ccurl_set_string(easy, CURLOPT_PROXY, "") }
        if request.method == .post { ccurl_set_long(easy, CURLOPT_POST, 1) }
        ccurl_set_pointer(easy, CURLOPT_HTTPHEADER, headers)
        Transfer.setCallbacks(easy)
    }

    private static func check(_ header: HTTPHeader) throws(HTTPError) {
        let control = { (byte: UInt8) in byte < 32 || byte == 127 }
        if header.name.utf8.contains(where: control) || header.value.utf8.contains(where: control)
            || header.name.isEmpty || header.name.utf8.contains(UInt8(ascii: ":"))
        {
            throw HTTPError(.badHeader, "A header field has a control character in its name or value.")
        }
    }
}
