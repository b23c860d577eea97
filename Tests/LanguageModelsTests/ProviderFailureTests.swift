import LanguageModels
import TestSupport
import Testing

/// How each provider's failures are told apart.
@Suite struct ProviderFailureTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var status: Int
        var headers: [String] = []
        var body: String
        var kind: ModelError.Kind
        var testDescription: String { "\(status) \(body.prefix(60))" }
    }

    /// Failures that every provider words alike or that only the status tells.
    static let common = [
        Case(status: 401, body: #"{"error":{"message":"bad key"}}"#, kind: .authentication),
        Case(status: 403, body: #"{"error":"no access"}"#, kind: .authentication),
        Case(status: 408, body: "", kind: .timeout),
        Case(status: 429, body: "", kind: .rateLimited(retryAfter: nil)),
        Case(status: 429, headers: ["Retry-After: 7"], body: "{}", kind: .rateLimited(retryAfter: 7)),
        Case(status: 429, headers: ["retry-after: 1.5"], body: "{}", kind: .rateLimited(retryAfter: 1.5)),
        Case(
            status: 429, headers: ["Retry-After: 60", "retry-after-ms: 250"], body: "{}",
            kind: .rateLimited(retryAfter: 0.25)),
        Case(
            status: 429, headers: ["Retry-After: Sun, 06 Nov 1994 08:49:37 GMT"], body: "{}",
            kind: .rateLimited(retryAfter: 0)),
        Case(status: 429, headers: ["Retry-After: soon"], body: "{}", kind: .rateLimited(retryAfter: nil)),
        Case(status: 503, headers: ["Retry-After: 3"], body: "busy", kind: .rateLimited(retryAfter: 3)),
        Case(status: 402, body: #"{"error":{"message":"Insufficient Balance"}}"#, kind: .rejected(status: 402)),
        Case(status: 500, body: "<html><body>oops</body></html>", kind: .serverFailure(status: 500)),
        Case(status: 502, body: "", kind: .serverFailure(status: 502)),
        Case(status: 503, body: "{\"error\":\"down\"}", kind: .serverFailure(status: 503)),
        Case(status: 418, body: "[1, 2", kind: .rejected(status: 418)),
        Case(status: 404, body: "404 page not found", kind: .rejected(status: 404)),
        Case(status: 302, headers: ["Location: https://elsewhere.example/v1"], body: "", kind: .rejected(status: 302)),
        Case(status: 413, body: "too large", kind: .contextOverflow),
    ]

    static let openai = [
        Case(
            status: 400,
            body:
                #"{"error":{"message":"This model's maximum context length is 8192 tokens.","code":"context_length_exceeded"}}"#,
            kind: .contextOverflow),
        Case(
            status: 400,
            body:
                #"{"object":"error","message":"The decoder prompt (length 9) is longer than the maximum model length of 5","code":400}"#,
            kind: .contextOverflow),
        Case(
            status: 400,
            body:
                #"{"error":{"code":400,"message":"the request exceeds the available context size","type":"exceed_context_size_error"}}"#,
            kind: .contextOverflow),
        Case(
            status: 422,
            body:
                #"{"error":"Input validation error: `inputs` tokens + `max_new_tokens` must be <= 4096","error_type":"validation"}"#,
            kind: .contextOverflow),
        Case(
            status: 404,
            body:
                #"{"error":{"message":"The model `x` does not exist or you do not have access to it.","code":"model_not_found"}}"#,
            kind: .unknownModel),
        Case(status: 400, body: #"{"error":{"message":"x is not a valid model ID","code":400}}"#, kind: .unknownModel),
        Case(
            status: 400, body: #"{"error":{"message":"Model Not Exist","code":"invalid_request_error"}}"#,
            kind: .unknownModel),
        Case(
            status: 404, body: #"{"error":{"message":"No endpoints found for a/b.","code":404}}"#, kind: .unknownModel),
        Case(
            status: 403,
            body: #"{"error":{"code":403,"message":"Input flagged","metadata":{"reasons":["violence"]}}}"#,
            kind: .refused),
        Case(
            status: 400, body: #"{"error":{"code":"content_filter","message":"The response was filtered"}}"#,
            kind: .refused),
        Case(
            status: 429,
            body: #"{"error":{"message":"You exceeded your current quota","code":"insufficient_quota"}}"#,
            kind: .rejected(status: 429)),
        Case(status: 400, body: #"{"error":{"message":"temperature is bad"}}"#, kind: .rejected(status: 400)),
        Case(status: 422, body: #"{"detail":[{"msg":"field required","loc":["body"]}]}"#, kind: .rejected(status: 422)),
    ]

    static let anthropic = [
        Case(
            status: 400,
            body:
                #"{"type":"error","error":{"type":"invalid_request_error","message":"prompt is too long: 210000 tokens > 200000 maximum"}}"#,
            kind: .contextOverflow),
        Case(
            status: 400,
            body:
                #"{"type":"error","error":{"type":"invalid_request_error","message":"input length and `max_tokens` exceed context limit: 1 + 2 > 3"}}"#,
            kind: .contextOverflow),
        Case(
            status: 404, body: #"{"type":"error","error":{"type":"not_found_error","message":"model: claude-x"}}"#,
            kind: .unknownModel),
        Case(
            status: 401,
            body: #"{"type":"error","error":{"type":"authentication_error","message":"invalid x-api-key"}}"#,
            kind: .authentication),
        Case(
            status: 529, body: #"{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}"#,
            kind: .serverFailure(status: 529)),
        Case(
            status: 400,
            body:
                #"{"type":"error","error":{"type":"invalid_request_error","message":"Your credit balance is too low"}}"#,
            kind: .rejected(status: 400)),
    ]

    static let ollama = [
        Case(status: 404, body: #"{"error":"model 'x' not found"}"#, kind: .unknownModel),
        Case(status: 404, body: #"{"error":"model \"x\" not found, try pulling it first"}"#, kind: .unknownModel),
        Case(status: 500, body: #"{"error":"model requires more system memory"}"#, kind: .serverFailure(status: 500)),
    ]

    @Test(arguments: ProviderFixture.all, common)
    func tellsCommonFailures(fixture: ProviderFixture, failure: Case) async throws {
        try await check(fixture, failure)
    }

    @Test(arguments: openai)
    func tellsFailuresOfOpenAI(failure: Case) async throws { try await check(.openai, failure) }

    @Test(arguments: anthropic)
    func tellsFailuresOfAnthropic(failure: Case) async throws { try await check(.anthropic, failure) }

    @Test(arguments: ollama)
    func tellsFailuresOfOllama(failure: Case) async throws { try await check(.ollama, failure) }

    private func check(_ fixture: ProviderFixture, _ failure: Case) async throws {
        let server = fixture.server(.http(failure.status, headers: failure.headers, body: failure.body))
        let error = try #require(await (try fixture.model(server)).failure())
        #expect(error.kind == failure.kind, "\(error)")
        #expect(error.model == fixture.name + "/some-model")
        #expect(!error.message.isEmpty)
    }

    @Test(arguments: ProviderFixture.all)
    func neverRepeatsTheKeyNorControlCharactersNorALongText(fixture: ProviderFixture) async throws {
        let other = "sk-someone-elses-0123456789"
        let said =
            "Bad key \(ProviderFixture.key), or \(other)!\u{1B}[31m\u{07}\u{202E} "
            + String(repeating: "x ", count: 9000)
        for status in [400, 401, 500] {
            let server = fixture.server(.http(status, body: said))
            let error = try #require(await (try fixture.model(server)).failure())
            #expect(!error.description.contains(ProviderFixture.key))
            #expect(!error.description.contains(other))
            #expect(error.description.contains("Bad key [key], or [key]!"))
            #expect(error.description.unicodeScalars.allSatisfy { $0.value >= 32 && $0 != "\u{202E}" })
            #expect(error.description.count < 700)
        }
    }
}
