import CCurl

/// One request on its way: the libcurl handle, what it sends, and what has come back so far.
///
/// `@unchecked Sendable`: after `init`, everything but `channel` and `form` is touched by the transfer thread only.
/// It owns the error buffer and frees it in `deinit`, which is safe on any thread because the loop lets go of a transfer
/// only after taking its handle away.
final class Transfer: @unchecked Sendable {
    let channel = ResponseChannel()
    let form: RequestForm
    private(set) var easy: UnsafeMutableRawPointer?
    private let errorText: UnsafeMutablePointer<CChar>
    private let body: [UInt8]
    private let bodyCount: Int
    /// Called on the transfer thread when there is something new for the reader.
    private var onNews: (() -> Void)?

    private var reader = ResponseHeadReader()
    private var bodyBytes = 0
    private var started = ContinuousClock.now
    private var lastActivity = ContinuousClock.now
    private var lastUpload: curl_off_t = 0
    private var paused = false
    /// Set when nobody reads any more: until then what still comes is thrown away.
    private var drainEnd: ContinuousClock.Instant?
    /// Why a callback gave up, when it did; libcurl itself only knows that it was told to stop.
    private(set) var ownFailure: HTTPError?

    init(_ form: RequestForm, body: [UInt8]) {
        self.form = form
        // Never without memory: libcurl takes a null pointer for “read the body from standard input”.
        self.body = body.isEmpty ? [UInt8](repeating: 0, count: 1) : body
        bodyCount = body.count
        errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
        errorText.pointee = 0
    }

    deinit { errorText.deallocate() }

    /// Gives a libcurl handle that is prepared for requests of this form what this one has for itself. The handle stays
    /// its owner's.
    /// - Parameter onNews: called when there is something new for the reader.
    func begin(with easy: UnsafeMutableRawPointer, onNews: @escaping () -> Void) {
        self.easy = easy
        self.onNews = onNews
        started = .now
        lastActivity = started
        ccurl_set_pointer(easy, CURLOPT_ERRORBUFFER, errorText)
        if form.request.method == .post {
            ccurl_set_offset(easy, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(bodyCount))
            // An array that nobody changes stays where it is for as long as this object holds it.
            body.withUnsafeBufferPointer {
                _ = ccurl_set_pointer(easy, CURLOPT_POSTFIELDS, UnsafeMutableRawPointer(mutating: $0.baseAddress))
            }
        }
        // Unretained: the loop keeps the transfer alive for as long as the handle is in the multi handle.
        let context = Unmanaged.passUnretained(self).toOpaque()
        ccurl_set_pointer(easy, CURLOPT_WRITEDATA, context)
        ccurl_set_pointer(easy, CURLOPT_HEADERDATA, context)
    }

    /// Lets go of the handle, which is about to be used for something else.
    func detach() {
        easy = nil
        onNews = nil
    }

    static func setCallbacks(_ easy: UnsafeMutableRawPointer) {
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
            ownFailure = HTTPError(.responseTooLarge, "\(form.address.origin) sent more than 256 KiB of header fields.")
            return false
        }
    }

    private func receivedBody(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
        if drainEnd != nil { return bytes.count }
        lastActivity = .now
        guard bodyBytes + bytes.count <= form.request.maximumBodyBytes else {
            ownFailure = HTTPError(
                .responseTooLarge,
                "The answer of \(form.address.origin) is longer than \(form.request.maximumBodyBytes) bytes.")
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
        let timeouts = form.request.timeouts
        if let drainEnd {
            return now < drainEnd ? nil : HTTPError(.idleTimeout, "\(form.address.origin) did not end its answer.")
        }
        if let total = timeouts.total, now - started >= .seconds(total) {
            return HTTPError(.totalTimeout, "\(form.address.origin) did not finish its answer within \(total) s.")
        }
        guard !paused, now - lastActivity >= .seconds(timeouts.idle) else { return nil }
        var uploaded: curl_off_t = 0
        ccurl_get_offset(easy, CURLINFO_SIZE_UPLOAD_T, &uploaded)
        if uploaded > lastUpload {
            (lastUpload, lastActivity) = (uploaded, now)
            return nil
        }
        return HTTPError(.idleTimeout, "\(form.address.origin) sent nothing for \(timeouts.idle) s.")
    }

    /// Tells the reader how it ended, in libcurl's terms.
    func finish(_ code: CURLcode) {
        if code == CURLE_OK {
            channel.finish(.success(()))
        } else {
            let detail = String(cString: errorText)
            channel.finish(.failure(ownFailure ?? HTTPError(code, address: form.address, detail: detail)))
        }
    }
}
