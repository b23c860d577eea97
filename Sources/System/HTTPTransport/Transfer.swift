import CCurl

/// One request on its way: the libcurl handle, what it sends, and what has come back so far.
///
/// `@unchecked Sendable`: after `init`, everything but `channel` and `address` is touched by the transfer thread only.
/// It owns the header list, the error buffer and the copy of the body, and frees them in `deinit`, which is safe on any
/// thread because the loop lets go of a transfer only after taking its handle away.
final class Transfer: @unchecked Sendable {
    let channel = ResponseChannel()
    let address: HTTPAddress
    let timeouts: HTTPTimeouts
    private(set) var easy: UnsafeMutableRawPointer?
    private var headers: UnsafeMutablePointer<curl_slist>?
    private let errorText: UnsafeMutableBufferPointer<CChar>
    /// Without its body, of which there is only the copy below.
    private let request: HTTPRequest
    private let body: UnsafeMutableBufferPointer<UInt8>
    private let bodyCount: Int
    /// Called on the transfer thread when there is something new for the reader.
    private var onNews: (() -> Void)?

    private var reader = ResponseHeadReader()
    private var bodyBytes = 0
    private(set) var started = ContinuousClock.now
    private var lastActivity = ContinuousClock.now
    private var lastUpload: curl_off_t = 0
    private var paused = false
    /// Set when nobody reads any more: until then what still comes is thrown away.
    private var drainEnd: ContinuousClock.Instant?
    /// Why a callback gave up, when it did; libcurl itself only knows that it was told to stop.
    private(set) var ownFailure: HTTPError?

    init(request: HTTPRequest, address: HTTPAddress) {
        var bodiless = request
        bodiless.body = []
        self.request = bodiless
        bodyCount = request.body.count
        self.address = address
        timeouts = request.timeouts
        errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
        errorText.initialize(repeating: 0)
        // Never empty: libcurl takes a null pointer for “read the body from standard input”.
        body = .allocate(capacity: max(1, request.body.count))
        _ = body.initialize(from: request.body)
    }

    deinit {
        curl_slist_free_all(headers)
        errorText.deallocate()
        body.deallocate()
    }

    /// Sets up a libcurl handle, which stays its owner's.
    /// - Parameter onNews: called when there is something new for the reader.
    func prepare(
        _ easy: UnsafeMutableRawPointer, environment: CurlEnvironment, onNews: @escaping () -> Void
    ) {
        self.easy = easy
        self.onNews = onNews
        started = .now
        lastActivity = .now
        ccurl_set_string(easy, CURLOPT_URL, request.url)
        ccurl_set_string(easy, CURLOPT_PROTOCOLS_STR, "http,https")
        ccurl_set_long(easy, CURLOPT_NOSIGNAL, 1)
        ccurl_set_long(easy, CURLOPT_FOLLOWLOCATION, 0)
        ccurl_set_long(easy, CURLOPT_SSL_VERIFYPEER, 1)
        ccurl_set_long(easy, CURLOPT_SSL_VERIFYHOST, 2)
        ccurl_set_long(easy, CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_2TLS))
        ccurl_set_long(easy, CURLOPT_TCP_KEEPALIVE, 1)
        ccurl_set_long(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
        ccurl_set_long(easy, CURLOPT_CONNECTTIMEOUT_MS, Int(timeouts.connect * 1000))
        // Requests that come together share a connection where the server can serve them so, instead of opening many.
        if address.scheme == .https { ccurl_set_long(easy, CURLOPT_PIPEWAIT, 1) }
        if let file = environment.certificateFile { ccurl_set_string(easy, CURLOPT_CAINFO, file) }
        if address.isLoopback { ccurl_set_string(easy, CURLOPT_PROXY, "") }
        ccurl_set_pointer(easy, CURLOPT_ERRORBUFFER, errorText.baseAddress)
        setBody(easy)
        setHeaders(easy)
        setCallbacks(easy)
    }

    /// Lets go of the handle, which is about to be used for something else.
    func detach() {
        easy = nil
        onNews = nil
    }

    private func setBody(_ easy: UnsafeMutableRawPointer) {
        guard request.method == .post else { return }
        ccurl_set_long(easy, CURLOPT_POST, 1)
        ccurl_set_offset(easy, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(bodyCount))
        ccurl_set_pointer(easy, CURLOPT_POSTFIELDS, body.baseAddress)
    }

    private func setHeaders(_ easy: UnsafeMutableRawPointer) {
        // An empty Expect keeps libcurl from waiting a second for “100 Continue” before a long body.
        headers = curl_slist_append(nil, "Expect:")
        for header in request.headers {
            headers = curl_slist_append(
                headers, header.value.isEmpty ? "\(header.name);" : "\(header.name): \(header.value)")
        }
        ccurl_set_pointer(easy, CURLOPT_HTTPHEADER, headers)
    }

    private func setCallbacks(_ easy: UnsafeMutableRawPointer) {
        // Unretained: the loop keeps the transfer alive for as long as the handle is in the multi handle.
        let context = Unmanaged.passUnretained(self).toOpaque()
        ccurl_set_pointer(easy, CURLOPT_WRITEDATA, context)
        ccurl_set_pointer(easy, CURLOPT_HEADERDATA, context)
        ccurl_set_callback(easy, CURLOPT_HEADERFUNCTION) { bytes, _, count, context in
            guard let bytes, let context else { return 0 }
            return Transfer.from(context).receivedHeader(Transfer.buffer(bytes, count)) ? count : 0
        }
        ccurl_set_callback(easy, CURLOPT_WRITEFUNCTION) { bytes, _, count, context in
            guard let bytes, let context else { return 0 }
            return Transfer.from(context).receivedBody(Transfer.buffer(bytes, count))
        }
    }

    private static func from(_ context: UnsafeMutableRawPointer) -> Transfer {
        Unmanaged.fromOpaque(context).takeUnretainedValue()
    }

    private static func buffer(_ bytes: UnsafeMutablePointer<CChar>, _ count: Int) -> UnsafeBufferPointer<UInt8> {
        UnsafeRawBufferPointer(start: bytes, count: count).bindMemory(to: UInt8.self)
    }

    private func receivedHeader(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
        lastActivity = .now
        switch reader.consume(line) {
        case .more: return true
        case .head(let head):
            channel.deliver(head)
            onNews?()
            return true
        case .tooLong:
            ownFailure = HTTPError(.responseTooLarge, "\(address.origin) sent more than 256 KiB of header fields.")
            return false
        }
    }

    private func receivedBody(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
        if drainEnd != nil { return bytes.count }
        lastActivity = .now
        guard bodyBytes + bytes.count <= request.maximumBodyBytes else {
            ownFailure = HTTPError(
                .responseTooLarge,
                "The answer of \(address.origin) is longer than \(request.maximumBodyBytes) bytes.")
            return 0
        }
        guard channel.offer(bytes) else {
            paused = true
            onNews?()
            return ccurl_write_pause()
        }
        bodyBytes += bytes.count
        onNews?()
        return bytes.count
    }

    /// Lets a paused transfer go on.
    func resume() {
        guard paused, let easy else { return }
        paused = false
        lastActivity = .now
        curl_easy_pause(easy, CURLPAUSE_CONT)
    }

    /// Throws away what still comes, for at most two seconds.
    func drain() {
        drainEnd = .now + .seconds(2)
        resume()
    }

    /// The timeout that has passed, if one has.
    func timeout(at now: ContinuousClock.Instant) -> HTTPError? {
        if let drainEnd {
            return now < drainEnd ? nil : HTTPError(.idleTimeout, "\(address.origin) did not end its answer.")
        }
        if let total = timeouts.total, now - started >= .seconds(total) {
            return HTTPError(.totalTimeout, "\(address.origin) did not finish its answer within \(total) s.")
        }
        guard !paused, now - lastActivity >= .seconds(timeouts.idle) else { return nil }
        var uploaded: curl_off_t = 0
        ccurl_get_offset(easy, CURLINFO_SIZE_UPLOAD_T, &uploaded)
        if uploaded > lastUpload {
            (lastUpload, lastActivity) = (uploaded, now)
            return nil
        }
        return HTTPError(.idleTimeout, "\(address.origin) sent nothing for \(timeouts.idle) s.")
    }

    /// Tells the reader how it ended, in libcurl's terms.
    func finish(_ code: CURLcode) {
        if code == CURLE_OK {
            channel.finish(.success(()))
        } else {
            let detail = String(decoding: errorText.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            channel.finish(.failure(ownFailure ?? HTTPError(code, address: address, detail: detail)))
        }
    }
}
