import LanguageModels
import Synchronization
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(2))) struct PoolChoiceTests {
    @Test func otherPrioritiesAreUsedOnlyWhileTheFirstCannotBe() async throws {
        let first = LoopbackServer.answering(after: 0.005)
        let isDown = Mutex(false)
        let second = LoopbackServer { _ in isDown.withLock { $0 } ? .failure(500) : .answer(after: 0.005) }
        let fixture = try PoolFixture(
            [.answering(), second, first],
            members: ["priority = 3", "priority = 1, concurrency = 1", "priority = 2, concurrency = 1"])
        #expect(await fixture.ask(30).answers == ["s1/m": 30])
        isDown.withLock { $0 = true }
        #expect(await fixture.ask(30).answers == ["s2/m": 30])
    }

    @Test func noServerGetsMoreCallsAtOnceThanItMay() async throws {
        let inFlight = Mutex((now: 0, most: 0))
        let model = AnsweringModel { _, _ in
            inFlight.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1)) }
            try? await Task.sleep(for: .milliseconds(2))
            inFlight.withLock { $0.now -= 1 }
            return "ok"
        }
        let pool = PoolModel(
            name: "pool/x", members: [PoolMember(model, concurrency: .init(start: 3, most: 3))])
        await withTaskGroup { group in
            for _ in 0..<100 {
                group.addTask { _ = try? await pool.respond(to: ModelRequest(prompt: "x")) }
            }
        }
        #expect(model.requests.count == 100)
        #expect(inFlight.withLock { $0.most } == 3)
        #expect(pool.capacity == 6)
    }

    @Test func aConversationStaysWithItsServerWhileThatAnswers() async throws {
        let fixture = try PoolFixture((0..<3).map { _ in .answering(after: 0.002) })
        var turn = ModelRequest(prompt: "x")
        turn.conversation = 7
        var homes: Set<String> = []
        for _ in 0..<12 {
            homes.insert(try await fixture.pool.respond(to: turn).answeredBy ?? "")
        }
        #expect(homes.count == 1)
    }

    @Test func aConversationMovesWhenItsServerFailsAndIsStreamed() async throws {
        let failing = Mutex<Int?>(nil)
        let servers = (0..<2).map { index in
            LoopbackServer { _ in failing.withLock { $0 == index } ? .failure(503) : .answer("abc", after: 0) }
        }
        let fixture = try PoolFixture(servers)
        var turn = ModelRequest(prompt: "x")
        turn.conversation = 9
        let home = try #require(try await fixture.pool.respond(to: turn).answeredBy)
        failing.withLock { $0 = home == "s0/m" ? 0 : 1 }
        for _ in 0..<3 { #expect(try await fixture.pool.respond(to: turn).answeredBy != home) }
    }

    @Test func aSlowAnswerIsAskedForTwiceWithinTheAllowanceAndItsCostIsCounted() async throws {
        let slowNext = Mutex(false)
        let uneven = LoopbackServer { _ in
            let isSlow = slowNext.withLock { isSlow in
                defer { isSlow = false }
                return isSlow
            }
            return .answer("from uneven", after: isSlow ? 20 : 0.01)
        }
        let fixture = try PoolFixture([uneven, .answering(after: 0.01, "from steady")])
        #expect(await fixture.ask(60).failures.isEmpty)
        slowNext.withLock { $0 = true }
        let start = ContinuousClock.now
        let besides = await fixture.ask(30, atOnce: 8).besides
        #expect(ContinuousClock.now - start < .seconds(10))
        #expect(!slowNext.withLock { $0 })
        let charge = try #require(besides.first)
        #expect(charge.model == "s0/m" && charge.usage.prompt > 0)
    }

    @Test(arguments: [true, false]) func onlyMembersThatMayAreAskedTwice(mayHedge: Bool) async throws {
        let isSlow = Mutex(false)
        let uneven = AnsweringModel("test/uneven") { _, _ in
            try? await Task.sleep(for: isSlow.withLock { $0 } ? .milliseconds(1500) : .milliseconds(5))
            return "ok"
        }
        let steady = AnsweringModel("test/steady") { _, _ in
            try? await Task.sleep(for: .milliseconds(5))
            return "ok"
        }
        let one = PoolMember.ConcurrencyBounds(start: 1, most: 1)
        let pool = PoolModel(
            name: "pool/x",
            members: [
                PoolMember(uneven, concurrency: one), PoolMember(steady, concurrency: one, hedges: mayHedge),
            ])
        _ = await pool.ask(40, atOnce: 2)
        isSlow.withLock { $0 = true }
        #expect(await pool.ask(2, atOnce: 2).besides.map(\.model) == (mayHedge ? ["test/uneven"] : []))
    }

    @Test func theWindowIsTheSmallestOfAll() async throws {
        let members = [8000, 4000, 16000].map { size in
            PoolMember(AnsweringModel("test/model", window: size) { _, _ in "ok" })
        }
        #expect(await PoolModel(name: "pool/x", members: members).contextWindow() == 4000)
    }

    @Test func theBudgetIsReservedForTheDearest() {
        let members = [0.0, 0.5, 0.1].map { PoolMember(AnsweringModel(pricePerToken: $0) { _, _ in "ok" }) }
        #expect(PoolModel(name: "pool/x", members: members).priceUSD(of: TokenUsage(prompt: 2)) == 1)
        let unknown = members + [PoolMember(AnsweringModel(pricePerToken: nil) { _, _ in "ok" })]
        #expect(PoolModel(name: "pool/x", members: unknown).priceUSD(of: TokenUsage(prompt: 2)) == nil)
    }
}
