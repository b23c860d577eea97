import HTTPTransport

/// Tells from a server's error what kind of failure it is. The wordings are those of the providers' own servers.
struct FailureClassifier: Sendable {
    /// Full name of the model.
    let model: String
    /// What the user can do when the key was missing or wrong.
    let keyHint: String
    /// What the user can do when there is no such model.
    let modelHint: String?
    let secrets: [Secret]

    private static let overflowWords = [
        "context_length_exceeded", "context length", "context window", "exceed_context_size", "exceed context limit",
        "available context", "prompt is too long", "input is too long", "request_too_large", "maximum model length",
        "max_new_tokens` must be", "reduce the length", "input token count", "too many tokens",
        "string_above_max_length",
    ]
    private static let refusalWords = [
        "content_filter", "content_policy", "content management policy", "moderation", "data_inspection_failed",
        "flagged", "safety system", "usage policy",
    ]
    private static let unknownModelWords = [
        "model_not_found", "not a valid model", "no endpoints found", "model not exist", "unknown model",
        "invalid model", "not_found_error", "try pulling", "model is not supported", "model_not_supported",
    ]
    private static let noMoneyWords = [
        "insufficient_quota", "insufficient balance", "insufficient credits", "billing_error", "credit balance",
        "exceeded your current quota",
    ]

    /// The failure that an answer of this status, other than 2xx, reports.
    func error(status: Int, head: HTTPResponseHead, report: ErrorReport) -> ModelError {
        if (300..<400).contains(status) {
            return make(
                .rejected(status: status), "the server redirects to \(Self.location(head)), which is not followed.",
                "Set that address as the base URL if you trust it.")
        }
        return error(status: status, head: head, report: report, start: "HTTP \(status)")
    }

    /// The failure that an error object inside an answer of status 200 reports.
    func errorInsideStream(_ report: ErrorReport) -> ModelError {
        let known = [
            "rate_limit_error": 429, "rate_limit_exceeded": 429, "overloaded_error": 529, "authentication_error": 401,
            "permission_error": 403, "not_found_error": 404, "invalid_request_error": 400, "timeout_error": 504,
            "api_error": 500, "request_too_large": 413, "billing_error": 402,
        ]
        let status = report.codes.lazy.compactMap { known[$0] ?? Int($0) }.first { (400..<600).contains($0) }
        let overflow = Self.says(Self.overflowWords, in: report.message.lowercased())
        return error(
            status: status ?? (overflow ? 400 : 500), head: HTTPResponseHead(status: 200), report: report,
            start: "the server broke off with an error")
    }

    /// The failure of a program that ended badly, told from the end of what it wrote.
    func commandFailed(program: String, code: Int, status: String, tail: String) -> ModelError {
        let words = tail.lowercased()
        let start = "\(program) ended with \(status)" + (tail.isEmpty ? "." : ": \(tail)")
        if Self.says(["rate limit", "too many requests", "usage limit"], in: words) {
            return make(.rateLimited(retryAfter: nil), start, nil)
        }
        if Self.says(["log in", "login", "logged in", "unauthorized", "api key", "api_key", "authenticat"], in: words) {
            return make(.authentication, start, keyHint)
        }
        if Self.says(Self.overflowWords, in: words) {
            return make(.contextOverflow, start, "Prompt and reply must fit the model's context.")
        }
        return make(.rejected(status: code), start, "Run it by hand with a short prompt to see what it needs.")
    }

    private func error(status: Int, head: HTTPResponseHead, report: ErrorReport, start: String) -> ModelError {
        let words = (report.codes + [report.message]).joined(separator: " ").lowercased()
        let detail = ErrorText.clean(report.message, hiding: secrets)
        let (kind, hint) = meaning(status: status, head: head, words: words)
        return make(kind, start + (detail.isEmpty ? "." : ": \(detail)"), hint)
    }

    private func meaning(status: Int, head: HTTPResponseHead, words: String) -> (ModelError.Kind, String?) {
        if status == 402 || Self.says(Self.noMoneyWords, in: words) {
            return (.rejected(status: status), "The account has no credit or quota left.")
        }
        switch status {
        case 401: return (.authentication, keyHint)
        case 408: return (.timeout, nil)
        case 429: return (.rateLimited(retryAfter: RetryAfter.seconds(head)), nil)
        case 400..<500: break
        case 500... where Self.says(Self.overflowWords, in: words): break
        default:
            if let seconds = RetryAfter.seconds(head) { return (.rateLimited(retryAfter: seconds), nil) }
            return (.serverFailure(status: status), nil)
        }
        if status == 413 || Self.says(Self.overflowWords, in: words) {
            return (.contextOverflow, "Prompt and reply must fit the model's context.")
        }
        if Self.says(Self.refusalWords, in: words) { return (.refused, nil) }
        if saysUnknownModel(words) { return (.unknownModel, modelHint) }
        if status == 403 || words.contains("api key") { return (.authentication, keyHint) }
        let hint = status == 404 ? "The base URL may be wrong: the server knows no such address." : nil
        return (.rejected(status: status), hint)
    }

    private func saysUnknownModel(_ words: String) -> Bool {
        if Self.says(Self.unknownModelWords, in: words) { return true }
        guard words.contains("model") else { return false }
        return words.contains("not found") || words.contains("does not exist") || words.contains("not available")
    }

    private static func says(_ list: [String], in words: String) -> Bool { list.contains { words.contains($0) } }

    private func make(_ kind: ModelError.Kind, _ message: String, _ hint: String?) -> ModelError {
        ModelError(kind, model: model, message: message, hint: hint)
    }

    private static func location(_ head: HTTPResponseHead) -> String {
        guard let location = head["location"] else { return "another address" }
        return (try? HTTPAddress(location).description) ?? ErrorText.clean(location, limit: 100)
    }
}
