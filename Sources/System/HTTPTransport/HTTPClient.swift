import CCurl
import Synchronization

/// Sends HTTP requests through libcurl and streams the answers; safe to use from many tasks at once.
///
/// All transfers of a client share one thread, one pool of connections (kept alive, HTTP/2 where the server offers it)
/// and one DNS cache. Certificates are always verified, redirects are never followed (an answer of 3xx comes back as
/// it is, so that a key cannot travel to another host), no cookie and no `.netrc` is used, and proxies come from the
/// environment as libcurl reads it, except that this machine itself is always reached directly.
package final class HTTPClient: Sendable {
    /// The client that everything shares.
    package static let shared = HTTPClient()

    private static let libraryReady = ccurl_global_init() == CURLE_OK
    private let loop: TransferLoop
    /// What the latest requests have in common: most are like one of those.
    private let forms = Mutex<[RequestForm]>([])
    private static let mostForms = 16

    package init() {
        precondition(Self.libraryReady, "libcurl could not be initialised")
        loop = TransferLoop()
    }

    deinit { loop.stop() }

    /// Sends `request` and returns as soon as the head of the answer is there.
    ///
    /// Cancelling the calling task ends the transfer at once and throws `HTTPError.Kind.cancelled`.
    package func send(_ request: HTTPRequest) async throws(HTTPError) -> HTTPResponse {
        let form = try form(of: request)
        if Task.isCancelled { throw .cancelled }
        let transfer = Transfer(form, body: request.body)
        let body = HTTPBody(transfer: transfer, client: self)
        loop.post(.start(transfer))
        let head = await withTaskCancellationHandler {
            await transfer.channel.head()
        } onCancel: {
            cancel(transfer)
        }
        return HTTPResponse(head: try head.get(), body: body)
    }

    func cancel(_ transfer: Transfer) {
        if transfer.channel.finish(.failure(.cancelled)) { loop.post(.cancel(transfer)) }
    }

    func drain(_ transfer: Transfer) {
        if transfer.channel.finish(.success(())) { loop.post(.drain(transfer)) }
    }

    func resume(_ transfer: Transfer) { loop.post(.resume(transfer)) }

    private func form(of request: HTTPRequest) throws(HTTPError) -> RequestForm {
        if let known = forms.withLock({ $0.last { $0.fits(request) } }) { return known }
        let form = try RequestForm(request)
        forms.withLock { forms in
            forms.append(form)
            if forms.count > Self.mostForms { forms.removeFirst() }
        }
        return form
    }
}
