import Dogfood
import GitStore
import Synchronization
import Testing

@Suite struct CycleTests {
    @Test func goesFromTheFindingToAProposal() async throws {
        let stage = Stage(findings: ["one"])
        let report = try await stage.cycle()()
        #expect(report.proposals.map(\.finding.claim) == ["one"])
        #expect(report.ending == .exhausted)
        #expect(stage.published.map(\.gates).first?.map(\.gate) == [.apply, .build])
    }

    @Test func givesAFailureBackAsFeedbackAndTriesAgain() async throws {
        let stage = Stage(findings: ["one"], failures: [.build, .test])
        let report = try await stage.cycle()()
        #expect(report.proposals.count == 1)
        #expect(stage.feedback == [[], ["build: no: build"], ["build: no: build", "build: no: test"]])
        #expect(stage.published.first?.failedAttempts == 2)
    }

    @Test func triesThreeDraftsAtMost() async throws {
        let stage = Stage(findings: ["one", "two"], failures: [.build, .test, .build])
        let report = try await stage.cycle()()
        #expect(report.proposals.map(\.finding.claim) == ["two"])
        #expect(report.failed.map(\.reason) == ["3 drafts failed"])
    }

    @Test func leavesRejectedIdeasAlone() async throws {
        let stage = Stage(findings: ["one", "rejected", "two"])
        let report = try await stage.cycle()()
        #expect(report.proposals.map(\.finding.claim) == ["one", "two"])
        #expect(report.suppressed.map(\.finding.claim) == ["rejected"])
        #expect(stage.feedback.count == 2)
    }

    @Test func endsWithAsManyProposalsAsWereAskedFor() async throws {
        let report = try await Stage(findings: ["one", "two", "three"]).cycle(CycleLimits(proposals: 2))()
        #expect(report.proposals.count == 2)
        #expect(report.left == 1)
        #expect(report.ending == .enough)
    }

    @Test func endsWhenTheMoneyIsSpent() async throws {
        let report = try await Stage(findings: ["one", "two", "three"]).cycle(CycleLimits(costUSD: 1.5))()
        #expect(report.proposals.map(\.cost.costUSD) == [1, 1])
        #expect(report.ending == .budget("the $1.5 of this cycle are spent"))
    }

    @Test func endsWhenTheSandboxDoesNotStart() async throws {
        let report = try await Stage(findings: ["one", "two"], failures: [.sandbox]).cycle()()
        #expect(report.ending == .halted("build: no: sandbox"))
        #expect(report.proposals.isEmpty)
        #expect(report.left == 2)
    }

    @Test func endsAfterThreeTimeoutsInARow() async throws {
        let stage = Stage(findings: ["one", "two", "three", "four"], failures: [.timeout, .timeout, .timeout])
        let report = try await stage.cycle(CycleLimits(drafts: 1))()
        #expect(report.ending == .halted("three findings in a row ran out of time"))
        #expect(report.failed.count == 3)
    }

    @Test func doesNotTestTheSameEditsTwice() async throws {
        let stage = Stage(findings: ["one"], failures: [.build], repeatsItself: true)
        let report = try await stage.cycle()()
        #expect(report.failed.map(\.reason) == ["there is no other way to mend it"])
    }

    @Test func testsWhatFailedByChanceOnceMoreAsItIs() async throws {
        let stage = Stage(findings: ["one"], failures: [.flaky])
        let report = try await stage.cycle()()
        #expect(report.proposals.count == 1)
        #expect(stage.feedback == [[]])
        #expect(stage.published.first?.failedAttempts == 1)
        let unlucky = Stage(findings: ["one"], failures: [.flaky, .flaky])
        #expect(try await unlucky.cycle()().proposals.count == 1)
        #expect(unlucky.feedback == [[], ["build: no: flaky"]])
    }

    @Test func givesUpWithTheReasonOfAnAnalystThatWouldChangeNothing() async throws {
        let report = try await Stage(findings: ["wrong", "two"]).cycle()()
        #expect(report.proposals.map(\.finding.claim) == ["two"])
        #expect(report.failed.map(\.reason) == ["it is right as it is"])
    }
}

/// Everything around a cycle, with failures that are known beforehand.
private final class Stage: Analyst, ChangeChecking, CandidateTesting, Proposing {
    private struct State {
        var failures: [GateRecord.Failure]
        var feedback: [[String]] = []
        var published: [ProvenChange] = []
    }

    let name = "stage"
    private let claims: [String]
    private let repeatsItself: Bool
    private let state: Mutex<State>

    init(findings: [String], failures: [GateRecord.Failure] = [], repeatsItself: Bool = false) {
        claims = findings
        self.repeatsItself = repeatsItself
        state = Mutex(State(failures: failures))
    }

    var feedback: [[String]] { state.withLock { $0.feedback } }
    var published: [ProvenChange] { state.withLock { $0.published } }
    var spending: Spending { Spending(costUSD: Double(feedback.count)) }

    func cycle(_ limits: CycleLimits = CycleLimits()) -> Cycle {
        Cycle(
            run: "r1", analyst: self, checking: self, testing: self, proposing: self, limits: limits, record: { _ in })
    }

    func findings() -> [Finding] {
        claims.map { Finding(category: "test", claim: $0, rationale: "", places: [], value: 1) }
    }

    func draft(_ finding: Finding, feedback: [String]) throws -> [Edit] {
        if finding.claim == "wrong" { throw DraftRefusal("it is right as it is", isFinal: true) }
        state.withLock { $0.feedback.append(feedback) }
        return [Edit(path: "a", kind: .whole(repeatsItself ? "same" : "\(finding.claim) \(feedback.count)"))]
    }

    func check(_ edits: [Edit]) -> CheckedChange {
        let none = GitObjectID("0000000000000000000000000000000000000000")!
        return CheckedChange(
            candidate: Candidate(
                base: none, baseTree: none, tree: none, changes: [FileChange(path: "a", before: nil, after: [])]),
            gates: [GateRecord(gate: .apply, outcome: .passed, summary: "", seconds: 0)],
            risk: Risk(level: .low, reasons: []), paths: [], tripwires: [])
    }

    func examine(_ candidate: Candidate, onProgress: @escaping @Sendable (String) -> Void) -> [GateRecord] {
        let failure = state.withLock { $0.failures.isEmpty ? nil : $0.failures.removeFirst() }
        return [
            GateRecord(
                gate: .build, outcome: failure == nil ? .passed : .failed, failure: failure,
                summary: "no: \(failure?.rawValue ?? "")", seconds: 0)
        ]
    }

    func objection(to finding: Finding) -> String? { finding.claim == "rejected" ? "rejected before" : nil }
    func objection(to candidate: Candidate) -> String? { nil }

    func publish(_ change: ProvenChange) -> Proposal {
        state.withLock { $0.published.append(change) }
        return Proposal(
            id: "p1", run: change.run, ref: "", finding: change.finding, risk: change.risk, paths: [], tripwires: [],
            gates: change.gates, base: "", commit: "", tree: "", patchID: "", policy: "", evidence: "",
            model: change.model, cost: change.cost, failedAttempts: change.failedAttempts)
    }
}
