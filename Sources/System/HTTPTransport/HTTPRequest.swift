/// One HTTP request with the limits of its answer.
package struct HTTPRequest: Sendable, Equatable {
    package enum Method: String, Sendable {
        case get = "GET"
        case post = "POST"
    }

    package var method: Method
    /// `http://` or `https://`; nothing else is spoken.
    package var url: String
    /// Sent in this order. A name or value with a control character fails the request before anything is sent.
    package var headers: [HTTPHeader]
    package var body: [UInt8]
    package var timeouts: HTTPTimeouts
    /// Bytes of body beyond which the response is given up.
    package var maximumBodyBytes: Int

    package init(
        _ method: Method = .get, url: String, headers: [HTTPHeader] = [], body: [UInt8] = [],
        timeouts: HTTPTimeouts = HTTPTimeouts(), maximumBodyBytes: Int = 64 << 20
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.timeouts = timeouts
        self.maximumBodyBytes = maximumBodyBytes
    }
}
