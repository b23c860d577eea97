import Dogfood
import Testing

@Suite struct OracleTests {
    private let base = TestRun(
        exitCode: 0, seconds: 1, longestSilence: 1,
        outcomes: ["A/a()": .passed, "A/b()": .passed, "A/off()": .skipped, "A/known()": .known], isComplete: true)

    private func judge(_ change: (inout TestRun) -> Void) -> Oracle.Verdict {
        var run = base
        change(&run)
        return Oracle(base: [base, base, base]).judge(run)
    }

    @Test func isGreenWhenAllIsAsInTheBase() {
        #expect(judge { $0.outcomes["A/new()"] = .passed } == .green(summary: "4 tests as in the base, 1 more"))
    }

    @Test func namesTheTestsThatFail() {
        guard
            case .red(let tests, _) = judge({
                $0.outcomes["A/a()"] = .failed; $0.exitCode = 1
            })
        else {
            Issue.record("not red")
            return
        }
        #expect(tests == ["A/a()"])
    }

    @Test func missesWhatTheBaseHas() {
        let changes: [(inout TestRun) -> Void] = [
            { $0.outcomes["A/a()"] = nil }, { $0.outcomes["A/a()"] = .unfinished },
            { $0.outcomes["A/a()"] = .skipped }, { $0.outcomes["A/a()"] = .known },
            { $0.outcomes["A/known()"] = .skipped }, { $0.isComplete = false }, { $0.exitCode = 1 },
            { $0.exitCode = nil }, { $0.outcomes = [:] }, { $0.contradictions = ["A/a() ended twice"] },
            { $0.outcomes["C.m (2)"] = .passed },
        ]
        for (number, change) in changes.enumerated() {
            guard case .truncated = judge(change) else {
                Issue.record("change \(number) went unnoticed")
                continue
            }
        }
    }

    @Test func blamesNoChangeForATestThatFailsInTheBase() {
        var broken = base
        (broken.outcomes["A/a()"], broken.exitCode) = (.failed, 1)
        let oracle = Oracle(base: [broken, broken, broken])
        #expect(oracle.judge(broken) == .green(summary: "4 tests as in the base; 1 of them fail in the base, too"))
    }

    @Test func wantsATestRunAgainThatFailsInSomeRunsOfTheBase() {
        var broken = base
        (broken.outcomes["A/a()"], broken.exitCode) = (.failed, 1)
        guard case .red(["A/a()"], _) = Oracle(base: [base, broken, base]).judge(broken) else {
            Issue.record("not red")
            return
        }
    }

    @Test func blamesNoChangeForATestThatFailsNowAndThen() {
        var red = base
        (red.outcomes["A/a()"], red.exitCode) = (.failed, 1)
        let oracle = Oracle(base: [base, base, base], quarantine: ["A/a()"])
        #expect(oracle.judge(red) == .green(summary: "4 tests as in the base; 1 of them fail in the base, too"))
        red.exitCode = nil
        guard case .truncated = oracle.judge(red) else {
            Issue.record("the end by a signal went unnoticed")
            return
        }
    }
}
