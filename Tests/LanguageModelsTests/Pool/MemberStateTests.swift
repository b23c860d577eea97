import Testing

@testable import LanguageModels

/// The parts that decide, with times of the test's own.
@Suite struct MemberStateTests {
    private func error(_ kind: ModelError.Kind) -> ModelError { ModelError(kind, model: "m", message: "no.") }

    private func member(start: Int = 4, most: Int = 16) -> MemberState {
        MemberState(PoolMember(BuiltinModel(), concurrency: .init(start: start, most: most)))
    }

    /// Lets the member answer `count` calls, `together` at once, each in as many seconds.
    private func answer(
        _ member: inout MemberState, _ count: Int, together: Int, seconds: Double, from start: Double = 0
    ) -> Double {
        var now = start
        for round in 0..<(count / together) {
            for call in 0..<together { member.began(round * together + call, now: now) }
            now += seconds
            for call in 0..<together {
                _ = member.answered(round * together + call, work: 100, isConversation: false, now: now)
            }
        }
        return now
    }

    @Test func theLimitGrowsWhileThePaceHolds() {
        var member = member()
        var now = 0.0
        for _ in 0..<20 {
            now = answer(&member, member.limit.calls, together: member.limit.calls, seconds: 1, from: now)
        }
        #expect(member.limit.calls == 16)
    }

    @Test func theLimitShrinksWhenCallsTogetherTakeLongerAndStaysAboveOne() {
        var member = member()
        var now = answer(&member, 8, together: 2, seconds: 1)
        // A server that serves four at once, and the others after them.
        for _ in 0..<60 {
            let calls = member.limit.calls
            now = answer(&member, calls, together: calls, seconds: Double(max(1, calls)) / 4 + 1, from: now)
        }
        #expect((2...10).contains(member.limit.calls), "\(member.limit.calls)")
    }

    @Test func aRefusalHalvesTheLimitOnceForAllCallsThatWereOut() {
        var member = member(start: 8, most: 8)
        for call in 0..<8 { member.began(call, now: 0) }
        for call in 0..<7 { _ = member.failed(call, error(.serverFailure(status: 503)), now: 1) }
        #expect(member.limit.calls == 4)
    }

    @Test func threeConnectionsThatFailOpenTheCircuitAndAProbeAndACallCloseIt() {
        var member = member()
        for call in 0..<3 {
            member.began(call, now: 0)
            let opened = member.failed(call, error(.unreachable), now: 0)
            #expect(opened == (call == 2))
        }
        #expect(!member.hasRoom(now: 0) && member.readiness(now: 0) == .down)
        let pause = member.circuit.pause
        member.probed(error(.unreachable))
        #expect(member.circuit.state == .open && member.circuit.pause == pause * 2)
        member.probed(nil)
        #expect(member.circuit.state == .halfOpen && member.hasRoom(now: 1))
        member.began(9, now: 1)
        #expect(!member.hasRoom(now: 1) && member.readiness(now: 1) == .pending)
        _ = member.answered(9, work: 1, isConversation: false, now: 2)
        #expect(member.circuit.state == .closed && member.errorRate(now: 2) == 0)
    }

    @Test func aTrialThatFailsOpensItAgainForLonger() {
        var member = member()
        for call in 0..<3 {
            member.began(call, now: 0)
            _ = member.failed(call, error(.unreachable), now: 0)
        }
        let pause = member.circuit.pause
        member.probed(nil)
        member.began(9, now: 1)
        let opened = member.failed(9, error(.malformed), now: 1)
        #expect(opened)
        #expect(member.circuit.state == .open && member.circuit.pause == pause * 2)
    }

    @Test func failingEveryOtherCallOpensNothing() {
        var member = member()
        for call in 0..<100 {
            member.began(call, now: 0)
            if call.isMultiple(of: 2) {
                _ = member.answered(call, work: 1, isConversation: false, now: 0)
            } else {
                let opened = member.failed(call, error(.serverFailure(status: 500)), now: 0)
                #expect(!opened)
            }
        }
        #expect(member.circuit.state == .closed)
        #expect((0.2...0.8).contains(member.errorRate(now: 0)))
    }

    @Test func aWrongKeyOpensItAtOnceAndTheRequestsOwnFaultNever() {
        var wrongKey = member()
        wrongKey.began(1, now: 0)
        let opened = wrongKey.failed(1, error(.authentication), now: 0)
        #expect(opened)
        var refusing = member()
        for call in 0..<50 {
            refusing.began(call, now: 0)
            let opened = refusing.failed(call, error(.refused), now: 0)
            #expect(!opened)
        }
        #expect(refusing.failures == 0)
    }

    @Test func whatIsKnownOfASlowServerFades() {
        var latency = FadingAverage()
        latency.add(10, now: 0)
        #expect(latency.expected(usual: 1, now: 0) == 10)
        #expect(abs(latency.expected(usual: 1, now: 30) - 5.5) < 0.01)
        #expect(latency.expected(usual: 1, now: 600) < 1.01)
        #expect(latency.expected(usual: 1, now: 1e9) < 1.01)
    }

    @Test func whatIsLateFollowsFromWhatIsUsual() {
        var window = LatencyWindow()
        for _ in 0..<2 { window.add(1) }
        #expect(window.hedgeDelay == nil)
        window.add(1.5)
        #expect(window.hedgeDelay == 3)
        for number in 0..<97 { window.add(Double(number % 20) / 10 + 1) }
        #expect((2.5...3).contains(window.hedgeDelay ?? 0))
        // A slow server that answers more than a twentieth of the calls.
        for number in 0..<128 { window.add(number.isMultiple(of: 10) ? 100 : 1) }
        #expect(window.hedgeDelay == 4)
    }

    @Test func secondRequestsKeepToTheirShare() {
        var allowance = HedgeAllowance(share: 0.05)
        var taken = 0
        for _ in 0..<2000 {
            allowance.earn()
            if allowance.isThere {
                allowance.take()
                taken += 1
            }
        }
        #expect((100...104).contains(taken))
        var none = HedgeAllowance(share: 0)
        none.earn()
        #expect(!none.isThere)
    }
}
