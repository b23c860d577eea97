import LanguageModels
import Synchronization
import TestSupport
import Testing

@Suite struct RetryingModelTests {
    /// Fails with each of these errors in turn, then answers.
    private final class Failing: LanguageModel {
        let name = "test/model"
        private let errors: Mutex<[ModelError.Kind]>
        private let speaksFirst: Bool
        let calls = Mutex(0)

        init(_ errors: [ModelError.Kind], speaksFirst: Bool = false) {
            self.errors = Mutex(errors)
            self.speaksFirst = speaksFirst
        }

        func contextWindow() async -> Int? { 7 }
        func priceUSD(of usage: TokenUsage) -> Double? { 3 }

        func respond(
            to request: ModelRequest, onText: @escaping @Sendable (String) -> Void
        ) async throws(ModelError) -> ModelReply {
            calls.withLock { $0 += 1 }
            let error = errors.withLock { $0.isEmpty ? nil : $0.removeFirst() }
            if error == nil || speaksFirst { onText("ok") }
            if let error { throw ModelError(error, model: name, message: "no") }
            return ModelReply(text: "ok", usage: TokenUsage())
        }
    }

    private static let quick: RetryPolicy = {
        var policy = RetryPolicy()
        policy.firstDelay = 0.001
        return policy
    }()

    @Test(arguments: [
        ModelError.Kind.rateLimited(retryAfter: nil), .rateLimited(retryAfter: 0.001), .timeout, .unreachable,
        .serverFailure(status: 500), .malformed,
    ])
    func repeatsWhatMayPass(kind: ModelError.Kind) async throws {
        let retries = Mutex<[ModelError.Kind]>([])
        let base = Failing([kind, kind])
        let model = RetryingModel(base, policy: Self.quick) { error, delay in
            retries.withLock { $0.append(error.kind) }
            #expect(delay >= 0)
        }
        let (reply, pieces) = try await model.pieces()
        #expect(reply.text == "ok")
        #expect(pieces == ["ok"])
        #expect(retries.withLock { $0 } == [kind, kind])
        #expect(await model.contextWindow() == 7)
        #expect(model.priceUSD(of: TokenUsage()) == 3)
    }

    @Test(arguments: [
        ModelError.Kind.authentication, .contextOverflow, .refused, .unknownModel, .rejected(status: 400),
        .configuration,
        .cancelled, .rateLimited(retryAfter: 3600),
    ])
    func doesNotRepeatWhatWillNot(kind: ModelError.Kind) async {
        let base = Failing([kind])
        #expect(await RetryingModel(base, policy: Self.quick).failure()?.kind == kind)
        #expect(base.calls.withLock { $0 } == 1)
    }

    @Test func doesNotRepeatACallThatHasSpoken() async {
        let base = Failing([.serverFailure(status: 500)], speaksFirst: true)
        #expect(await RetryingModel(base, policy: Self.quick).failure()?.kind == .serverFailure(status: 500))
        #expect(base.calls.withLock { $0 } == 1)
    }

    @Test func givesUpInTheEnd() async {
        let base = Failing(Array(repeating: .timeout, count: 99))
        #expect(await RetryingModel(base, policy: Self.quick).failure()?.kind == .timeout)
        #expect(base.calls.withLock { $0 } == RetryPolicy().attempts)
        let gone = Failing(Array(repeating: .unreachable, count: 99))
        #expect(await RetryingModel(gone, policy: Self.quick).failure()?.kind == .unreachable)
        #expect(gone.calls.withLock { $0 } == RetryPolicy().attemptsUnreachable)
    }

    @Test func cancellationEndsTheWait() async {
        let model = RetryingModel(Failing([.rateLimited(retryAfter: 60)]))
        let task = Task { await model.failure() }
        try? await Task.sleep(for: .milliseconds(50))
        let start = ContinuousClock.now
        task.cancel()
        #expect(await task.value?.kind == .cancelled)
        #expect(ContinuousClock.now - start < .seconds(5))
    }

    @Test func delaysDoubleWithJitterAndHonourTheServer() {
        let policy = RetryPolicy()
        let error = ModelError(.timeout, model: "m", message: "")
        let delays = (1...4).map { policy.delay(after: error, attempt: $0, random: 1) }
        #expect(delays == [0.5, 1, 2, 4])
        #expect(policy.delay(after: error, attempt: 1, random: 0) == 0.25)
        #expect(policy.delay(after: error, attempt: 5, random: 1) == nil)
        var patient = policy
        patient.attempts = 100
        #expect(patient.delay(after: error, attempt: 90, random: 1) == 20)
        let limited = ModelError(.rateLimited(retryAfter: 8), model: "m", message: "")
        #expect(policy.delay(after: limited, attempt: 1, random: 0) == 8)
        #expect(policy.delay(after: limited, attempt: 1, random: 1) == 10.25)
    }

    @Test func repeatsARealCallThatTheServerLimited() async throws {
        let count = Mutex(0)
        let server = LoopbackServer { _ in
            count.withLock { $0 += 1 } == () && count.withLock({ $0 }) < 3
                ? .http(429, headers: ["retry-after-ms: 20"], body: "{}")
                : .stream(body: ProviderFixture.openai.body(["ok"]), size: 10)
        }
        let model = RetryingModel(try ProviderFixture.openai.model(server))
        #expect(try await model.respond(to: ModelRequest(prompt: "x")).text == "ok")
        #expect(server.requests.count == 3)
    }
}
