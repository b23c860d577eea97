/// One finding on its way to a proposal: drafts, each checked and tested, with the failures as feedback.
struct Pursuit {
    enum Outcome: Equatable {
        case proposed(Proposal)
        case failed(String)
        /// No other draft and no other finding would fare better.
        case halted(String)
    }

    let finding: Finding
    let run: String
    let analyst: any Analyst
    let checking: any ChangeChecking
    let testing: any CandidateTesting
    let proposing: any Proposing
    let record: Cycle.Recorder

    /// What the gates said so far, oldest first.
    private(set) var feedback: [String] = []
    /// Whether the last draft ran out of time.
    private(set) var timedOut = false
    private var earlier: [[Edit]] = []
    /// What failed a test by chance, as it seems: it is tested once more, as it is.
    private var undecided: [Edit]?
    private var testedAgain: [Edit]?
    private var failures = 0
    private let spentBefore: Spending

    init(finding: Finding, in cycle: borrowing Cycle) {
        self.finding = finding
        run = cycle.run
        analyst = cycle.analyst
        checking = cycle.checking
        testing = cycle.testing
        proposing = cycle.proposing
        record = cycle.record
        spentBefore = analyst.spending
    }

    /// - Parameter overspent: why no further draft may be begun; nil while one may.
    mutating func carryOut(drafts: Int, unless overspent: () -> String?) async throws -> Outcome {
        for draft in 1...max(1, drafts) {
            try Task.checkCancellation()
            if draft > 1, let reason = overspent() { return try giveUp(reason) }
            try record(.drafting(finding, draft: draft))
            let edits: [Edit]
            do {
                guard let next = try await nextDraft() else { return try giveUp("there is no other way to mend it") }
                edits = next
            } catch let refusal as DraftRefusal {
                if refusal.isFinal { return try giveUp(refusal.description) }
                try fail(.apply, nil, refusal.description, feedback: refusal.description)
                continue
            }
            if let outcome = try await judge(edits) { return outcome }
        }
        return try giveUp("\(drafts) drafts failed")
    }

    /// The edits to test next; nil when there are no others.
    private mutating func nextDraft() async throws -> [Edit]? {
        if let edits = undecided {
            undecided = nil
            return edits
        }
        let edits = try await analyst.draft(finding, feedback: feedback)
        guard !edits.isEmpty, !earlier.contains(edits) else { return nil }
        earlier.append(edits)
        return edits
    }

    /// Checks, tests and proposes one draft; nil when it failed and another may be tried.
    private mutating func judge(_ edits: [Edit]) async throws -> Outcome? {
        let checked = await checking.check(edits)
        for gate in checked.gates { try record(.gate(finding, gate)) }
        guard let candidate = checked.candidate else {
            return try fail(nil, checked.gates.last { $0.outcome == .failed })
        }
        try record(.checked(finding, candidate, checked.risk))
        if let objection = try await proposing.objection(to: candidate) { return try giveUp(objection) }
        let finding = finding
        let record = record
        let tested = await testing.examine(candidate) { try? record(.progress(finding, $0)) }
        try Task.checkCancellation()
        for gate in tested { try record(.gate(finding, gate)) }
        if let failure = tested.first(where: { $0.outcome == .failed }) {
            if failure.failure == .flaky, testedAgain != edits {
                (undecided, testedAgain, failures) = (edits, edits, failures + 1)
                try record(.failed(finding, .flaky, candidate, reason: "\(failure.summary); it is tested once more"))
                return nil
            }
            return try fail(candidate, failure)
        }
        guard !tested.isEmpty else { return .halted("no gate tested the change") }
        return .proposed(try await publish(checked, candidate, tested))
    }

    private func publish(
        _ checked: CheckedChange, _ candidate: Candidate, _ tested: [GateRecord]
    ) async throws -> Proposal {
        let proposal = try await proposing.publish(
            ProvenChange(
                run: run, finding: finding, candidate: candidate, gates: checked.gates + tested,
                risk: checked.risk.raised(by: finding),
                paths: checked.paths, tripwires: checked.tripwires, model: analyst.name,
                cost: analyst.spending - spentBefore, failedAttempts: failures))
        try record(.proposed(proposal))
        return proposal
    }

    private mutating func fail(_ candidate: Candidate?, _ gate: GateRecord?) throws -> Outcome? {
        let summary = gate.map { "\($0.gate.rawValue): \($0.summary)" } ?? "the edits make no candidate"
        try fail(gate?.failure ?? .apply, candidate, summary, feedback: gate?.feedback ?? summary)
        timedOut = gate?.failure == .timeout
        return gate?.failure == .sandbox ? .halted(summary) : nil
    }

    private mutating func fail(
        _ failure: GateRecord.Failure, _ candidate: Candidate?, _ reason: String, feedback text: String
    ) throws {
        timedOut = false
        failures += 1
        feedback.append(String(decoding: text.utf8.prefix(4096), as: UTF8.self))
        try record(.failed(finding, failure, candidate, reason: reason))
    }

    private func giveUp(_ reason: String) throws -> Outcome {
        try record(.givenUp(finding, reason: reason))
        return .failed(reason)
    }
}
