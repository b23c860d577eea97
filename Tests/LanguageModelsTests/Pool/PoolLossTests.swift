import Synchronization
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(2))) struct PoolLossTests {
    /// Four servers of four calls at once: two that take 100 ms, one that takes ten times as long, one that fails half.
    ///
    /// How much of the ideal throughput is kept is measured by `rlm bench engine`.
    @Test func losesNothingWithASlowServerAndAFailingOne() async throws {
        let seconds = 0.1
        let count = Mutex(0)
        let failing = LoopbackServer { _ in
            let isEven = count.withLock { count in
                count += 1
                return count.isMultiple(of: 2)
            }
            return isEven ? .answer(after: seconds) : .failure(500, after: seconds)
        }
        let fixture = try PoolFixture([
            .answering(after: seconds), .answering(after: seconds), .answering(after: seconds * 10), failing,
        ])
        let calls = 240
        let outcome = await fixture.ask(calls)
        #expect(outcome.failures.isEmpty && outcome.replies.count == calls)
    }
}
