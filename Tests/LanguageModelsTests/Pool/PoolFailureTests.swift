import LanguageModels
import Synchronization
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(2))) struct PoolFailureTests {
    /// A server that does as it is told, which may change.
    private final class Changing: Sendable {
        private let response: Mutex<ScriptedResponse>
        init(_ response: ScriptedResponse) { self.response = Mutex(response) }
        func become(_ other: ScriptedResponse) { response.withLock { $0 = other } }
        var server: LoopbackServer { LoopbackServer { _ in self.response.withLock { $0 } } }
    }

    private static func closedPort() -> String {
        LoopbackServer(always: .http()).url
    }

    @Test func aServerThatBreaksDownInTheMiddleIsLeftAloneAndUsedAgainWhenItIsBack() async throws {
        let changing = Changing(.answer(after: 0.005))
        let fixture = try PoolFixture([.answering(after: 0.005), changing.server])
        let before = await fixture.ask(60)
        #expect(before.failures.isEmpty)
        #expect(before.answers["s1/m"] ?? 0 > 10)
        changing.become(ScriptedResponse([.reset]))
        let during = await fixture.ask(60)
        #expect(during.failures.isEmpty)
        #expect(during.answers == ["s0/m": 60])
        changing.become(.answer(after: 0.005))
        var isBack = false
        for _ in 0..<50 where !isBack {
            try await Task.sleep(for: .milliseconds(100))
            let after = await fixture.ask(20)
            #expect(after.failures.isEmpty)
            isBack = after.answers["s1/m"] ?? 0 > 4
        }
        #expect(isBack)
    }

    @Test func callsWaitForTheOnlyServerWhileItIsStartedAnew() async throws {
        let changing = Changing(.answer(after: 0.005))
        let fixture = try PoolFixture([changing.server])
        #expect(await fixture.ask(8).failures.isEmpty)
        changing.become(ScriptedResponse([.reset]))
        let asking = Task { await fixture.ask(20) }
        try await Task.sleep(for: .seconds(2))
        changing.become(.answer(after: 0.005))
        let outcome = await asking.value
        #expect(outcome.failures.isEmpty && outcome.replies.count == 20)
    }

    @Test func whenAllAreDownTheErrorNamesEachWithItsReason() async throws {
        let limited = LoopbackServer(always: .failure(500))
        let fixture = try PoolFixture(
            urls: [Self.closedPort(), limited.url], keeping: [limited], settings: "")
        let error = try #require(await fixture.pool.failure())
        #expect(error.model == "pool/test")
        #expect(error.isTransient)
        #expect(error.message.contains("none of its 2 members answers"))
        #expect(error.message.contains("s0/m: "))
        #expect(error.message.contains("s1/m: HTTP 500"))
        #expect(error.hint?.contains("rlm pool test") == true)
    }

    @Test func aWrongKeyAtAllOfThemIsNoReasonToTryAgain() async throws {
        let fixture = try PoolFixture([LoopbackServer(always: .failure(401)), LoopbackServer(always: .failure(401))])
        let error = try #require(await fixture.pool.failure())
        #expect(error.kind == .authentication)
    }

    @Test func aRequestThatNobodyCanAnswerIsAskedOnce() async throws {
        let servers = (0..<3).map { _ in
            LoopbackServer(
                always: .http(400, body: #"{"error":{"message":"context_length_exceeded"}}"#))
        }
        let fixture = try PoolFixture(servers)
        #expect(await fixture.pool.failure()?.kind == .contextOverflow)
        #expect(servers.map(\.requests.count).reduce(0, +) == 1)
    }

    @Test func aServerThatAsksForAPauseGetsItAndOthersAnswerMeanwhile() async throws {
        let count = Mutex(0)
        let limited = LoopbackServer { _ in
            let isFirst = count.withLock { count in
                count += 1
                return count == 1
            }
            return isFirst ? .failure(429, headers: ["Retry-After: 1"]) : .answer()
        }
        let fixture = try PoolFixture([limited, .answering()])
        let start = ContinuousClock.now
        // The only one of the two that a single call at once reaches may be the other.
        while count.withLock({ $0 }) == 0 { #expect(await fixture.ask(1).failures.isEmpty) }
        #expect(await fixture.ask(20, atOnce: 1).failures.isEmpty)
        if ContinuousClock.now - start < .seconds(1) { #expect(count.withLock { $0 } == 1) }
        try await Task.sleep(for: .seconds(1))
        #expect(await fixture.ask(40, atOnce: 8).failures.isEmpty)
        #expect(count.withLock { $0 } > 1)
    }

    @Test func theOnlyServerThatAsksForAPauseIsWaitedFor() async throws {
        let count = Mutex(0)
        let limited = LoopbackServer { _ in
            let isFirst = count.withLock { count in
                count += 1
                return count == 1
            }
            return isFirst ? .failure(429, headers: ["Retry-After: 1"]) : .answer()
        }
        let fixture = try PoolFixture([limited])
        let start = ContinuousClock.now
        let outcome = await fixture.ask(1)
        #expect(outcome.answers == ["s0/m": 1] && outcome.failures.isEmpty)
        #expect(ContinuousClock.now - start >= .seconds(1))
        #expect(limited.requests.count == 2)
    }

    @Test func aQuestionThatStallsIsAnsweredElsewhere() async throws {
        let changing = Changing(.answer(after: 0.01))
        let fixture = try PoolFixture([.answering(after: 0.01), changing.server])
        #expect(await fixture.ask(60).failures.isEmpty)
        changing.become(ScriptedResponse([.stall]))
        let start = ContinuousClock.now
        let outcome = await fixture.ask(3, atOnce: 1)
        #expect(outcome.answers == ["s0/m": 3] && outcome.failures.isEmpty)
        #expect(ContinuousClock.now - start < .seconds(10))
    }

    @Test func aServerThatNeverAnswersHoldsNothingUp() async throws {
        let fixture = try PoolFixture([.answering(after: 0.01), LoopbackServer(always: ScriptedResponse([.stall]))])
        let start = ContinuousClock.now
        let outcome = await fixture.ask(60)
        #expect(outcome.answers == ["s0/m": 60] && outcome.failures.isEmpty)
        #expect(ContinuousClock.now - start < .seconds(15))
    }

    @Test func questionsThatStallWithoutAllowanceAreGivenUpInTime() async throws {
        let servers = [LoopbackServer.answering(after: 0.01), LoopbackServer.answering(after: 0.01)]
        let stalled = Mutex(false)
        let stalling = LoopbackServer { _ in stalled.withLock { $0 } ? ScriptedResponse([.stall]) : .answer(after: 0.01)
        }
        var policy = PoolPolicy()
        policy.hedgeShare = 0
        policy.shortestStall = 0.3
        let fixture = try PoolFixture(servers + [stalling])
        let pool = PoolModel(name: "pool/impatient", members: fixture.pool.members, policy: policy)
        #expect(await pool.ask(60, atOnce: 12).failures.isEmpty)
        stalled.withLock { $0 = true }
        let outcome = await pool.ask(30, atOnce: 12)
        #expect(outcome.failures.isEmpty && outcome.answers["s2/m"] == nil)
        #expect(stalling.requests.count > 0)
    }

    @Test func aReplyThatBreaksOffStartsAnewElsewhere() async throws {
        let breaking = ScriptedResponse.stream(
            body: "data: {\"choices\":[{\"delta\":{\"content\":\"half an ans\"},\"index\":0}]}\n\n", size: 4096,
            then: [.reset])
        let fixture = try PoolFixture(
            [LoopbackServer(always: breaking), .answering(after: 0, "whole")],
            members: ["concurrency = 4", "concurrency = 4, priority = 2"])
        // A single question is handed over whole: nobody sees the restart, and the text that was paid for is counted.
        let (reply, pieces) = try await fixture.pool.pieces()
        #expect(reply.text == "whole" && pieces == ["whole"])
        #expect(reply.besides.map(\.model) == ["s0/m"])
        // A turn is streamed, so what came is void, and the caller is told.
        var turn = ModelRequest(prompt: "x")
        turn.conversation = 1
        let told = Mutex<[String]>([])
        let retrying = RetryingModel(
            fixture.pool, onRetry: { error, _ in told.withLock { $0.append("again: \(error.model)") } },
            mayRestart: { true })
        for _ in 0..<4 {
            told.withLock { $0 = [] }
            _ = try? await retrying.respond(to: turn) { piece in told.withLock { $0.append(piece) } }
        }
        let all = told.withLock { $0 }
        #expect(all.last == "whole", "\(all)")
    }

    @Test func cancellationLeavesNothingBehind() async throws {
        let server = LoopbackServer(always: ScriptedResponse([.stall]))
        let fixture = try PoolFixture([server], members: ["concurrency = 2"])
        let asked = (0..<2).map { _ in Task { await fixture.pool.failure() } }
        #expect(try await eventually { server.requests.count == 2 })
        let waiting = (0..<18).map { _ in Task { await fixture.pool.failure() } }
        #expect(try await eventually { fixture.pool.snapshot.waiting == 18 })
        let start = ContinuousClock.now
        // Those that wait go first: otherwise one of them would rightly get the place of one that was asked.
        for tasks in [waiting, asked] {
            for task in tasks { task.cancel() }
            for task in tasks { #expect(await task.value?.kind == .cancelled) }
        }
        #expect(ContinuousClock.now - start < .seconds(5))
        #expect(try await eventually { server.openConnections == 0 })
        #expect(server.requests.count == 2)
    }
}
