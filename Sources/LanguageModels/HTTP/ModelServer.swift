import HTTPTransport
import JSON

/// One provider's server as a model talks to it: address, key, timeouts, and the kinds of failure it has.
///
/// The key goes only to the origin of `baseURL`. It is left out, whatever the settings, when that would send it
/// unencrypted over a network: that is, for plain http to a host other than this machine, unless the user allowed it
/// with `sendKeyInClear`. Redirects are not followed.
struct ModelServer: Sendable {
    enum KeyHeader: Sendable {
        case bearer
        case xAPIKey
    }

    /// Full name of the model, for errors.
    var model: String
    /// Without a slash at the end.
    var baseURL: String
    var key: KeySource
    /// The host of `baseURL`.
    var host = ""
    var keyHeader = KeyHeader.bearer
    var sendKeyInClear = false
    var headers: [HTTPHeader] = []
    var timeouts = HTTPTimeouts()
    /// What the user can do when the server cannot be reached.
    var startHint: String?
    /// What the user can do when the server does not know the model.
    var modelHint: String?
    var client: HTTPClient = .shared

    /// An answer of status 2xx, and what tells the failures that may still come inside it.
    struct Accepted: Sendable {
        var response: HTTPResponse
        var failures: FailureClassifier
    }

    /// Sends a request and returns the answer if its status is 2xx.
    func send(
        _ method: HTTPRequest.Method = .post, _ path: String, body: [UInt8] = []
    ) async throws(ModelError) -> Accepted {
        let secret = try await key.secret(model: model)
        let withheld = secret == nil ? false : !mayCarryKey(try address())
        let request = HTTPRequest(
            method, url: baseURL + path, headers: requestHeaders(withheld ? nil : secret, method), body: body,
            timeouts: timeouts)
        let response: HTTPResponse
        do throws(HTTPError) {
            response = try await client.send(request)
        } catch {
            throw modelError(error)
        }
        let failures = FailureClassifier(
            model: model, keyHint: withheld ? Self.withheldHint : key.hint, modelHint: modelHint,
            secrets: secret.map { [$0] } ?? [])
        if (200..<300).contains(response.status) { return Accepted(response: response, failures: failures) }
        let report = ErrorReport(body: await Self.beginning(of: response.body))
        if Task.isCancelled { throw modelError(HTTPError(.cancelled, "")) }
        throw failures.error(status: response.status, head: response.head, report: report)
    }

    /// Sends a request and decodes the answer while it arrives.
    func reply<Decoder: ReplyDecoder>(
        to body: [UInt8], at path: String, decoder makeDecoder: (FailureClassifier) -> Decoder,
        onText: @Sendable (String) -> Void
    ) async throws(ModelError) -> (text: String, outcome: ReplyOutcome) {
        let accepted = try await send(.post, path, body: body)
        var decoder = makeDecoder(accepted.failures)
        var text = ""
        func hand(_ pieces: [String]) {
            for piece in pieces where !piece.isEmpty {
                text += piece
                onText(piece)
            }
        }
        while !decoder.isComplete, let bytes = try await next(accepted.response.body) {
            hand(try decoder.consume(bytes))
        }
        hand(try decoder.finish())
        accepted.response.body.drain()
        return (text, decoder.outcome)
    }

    /// Sends a request and reads the answer as one JSON value.
    func json(
        _ method: HTTPRequest.Method = .get, _ path: String, body: [UInt8] = []
    ) async throws(ModelError) -> JSONValue {
        let accepted = try await send(method, path, body: body)
        var bytes: [UInt8] = []
        while let chunk = try await next(accepted.response.body) { bytes += chunk }
        do {
            return try JSONParser.parse(bytes)
        } catch {
            throw ModelError(
                .malformed, model: model, message: "\(baseURL)\(path) did not answer with JSON.",
                hint: "The base URL may be wrong.")
        }
    }

    /// See `LanguageModel.replyIdentity`.
    func replyIdentity(_ kind: ModelProvider.API, id: String, maxOutputTokens: Int?) -> String {
        "\(kind) \(baseURL) \(id) \(maxOutputTokens.map { "\($0)" } ?? "-")"
    }

    func address() throws(ModelError) -> HTTPAddress {
        do throws(HTTPError) { return try HTTPAddress(baseURL) } catch { throw modelError(error) }
    }

    /// True when what is sent to the address stays unread on its way.
    func mayCarryKey(_ address: HTTPAddress) -> Bool {
        address.scheme == .https || address.isLoopback || sendKeyInClear
    }

    private static let withheldHint = """
        The key was not sent, because the base URL is plain http to another machine. Use https, or allow it with \
        send-key-in-clear in the provider's settings.
        """

    private func requestHeaders(_ secret: Secret?, _ method: HTTPRequest.Method) -> [HTTPHeader] {
        var all = [HTTPHeader("User-Agent", "rlm"), HTTPHeader("Accept", "application/json, text/event-stream")]
        if method == .post { all.append(HTTPHeader("Content-Type", "application/json")) }
        if let secret {
            switch keyHeader {
            case .bearer: all.append(HTTPHeader("Authorization", "Bearer \(secret.value)"))
            case .xAPIKey: all.append(HTTPHeader("x-api-key", secret.value))
            }
        }
        return all + headers
    }

    private func next(_ body: HTTPBody) async throws(ModelError) -> [UInt8]? {
        do throws(HTTPError) { return try await body.next() } catch { throw modelError(error) }
    }

    /// Enough of an error's body to tell what it says, however long it is.
    private static func beginning(of body: HTTPBody) async -> [UInt8] {
        var bytes: [UInt8] = []
        while bytes.count < 1 << 16, let chunk = try? await body.next() { bytes += chunk }
        return bytes
    }

    private func modelError(_ error: HTTPError) -> ModelError {
        let (kind, hint): (ModelError.Kind, String?) =
            switch error.kind {
            case .badURL: (.configuration, "Give the base URL as http://host:port or https://host.")
            case .badHeader: (.configuration, "Check the key.")
            case .cannotResolve, .cannotConnect, .connectTimeout: (.unreachable, startHint)
            case .tls: (.unreachable, "Check the certificate, the clock, and whether the server speaks https at all.")
            case .connectionLost, .other: (.unreachable, nil)
            case .idleTimeout, .totalTimeout: (.timeout, nil)
            case .notHTTP, .responseTooLarge: (.malformed, nil)
            case .cancelled: (.cancelled, nil)
            }
        let message = kind == .cancelled ? "the call was cancelled." : ErrorText.clean(error.message)
        return ModelError(kind, model: model, message: message, hint: hint)
    }
}
