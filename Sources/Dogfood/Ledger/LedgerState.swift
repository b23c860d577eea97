/// What the records add up to; nothing is kept that does not follow from them.
package struct LedgerState: Sendable, Equatable {
    package struct Attempt: Sendable, Equatable {
        package var number: Int
        package var finding: Finding
        package var phase = Phase.drafting
        package var gates: [GateRecord] = []
        /// Nil while it is under way, or since its process ended in the middle.
        package var outcome: Outcome?
        package var cost = Spending.none
        package var patchID: String?
        package var started: Int
    }

    /// A finding that was left out, and why.
    package struct Suppression: Codable, Sendable, Equatable {
        package var claim: String
        package var reason: String
    }

    package struct Run: Sendable, Equatable {
        package var id: String
        package var base: String
        package var analyst: String
        package var focus: String?
        package var process: Int32
        package var started: Int
        package var ended: Int?
        package var findings: [Finding] = []
        package var attempts: [Attempt] = []
        package var suppressed: [Suppression] = []
        package var outcome: Outcome?

        package var cost: Spending { attempts.reduce(.none) { $0 + $1.cost } }
    }

    /// A proposal with what became of it.
    package struct Entry: Sendable, Equatable {
        package var proposal: Proposal
        package var state: Proposal.State
        /// False from the announcement of the branch until it is known to be there.
        package var isPublished = false
        package var proposed: Int
        package var changed: Int
        /// Why it came to a state that nobody decided.
        package var note: String?
        package var decisions: [Decision] = []
        /// The last commit that was put on a branch for it, or is about to be.
        package var landings: [Landing] = []
        /// Announced, and not known to have happened.
        package var openLanding: Landing?
    }

    package private(set) var runs: [Run] = []
    package private(set) var proposals: [Entry] = []
    package private(set) var records = 0

    package init() {}

    /// The numbers that come next; they are never used twice.
    package var nextRun: String { "r\(runs.count + 1)" }
    package var nextProposal: String { "p\(proposals.count + 1)" }

    package func proposal(_ id: String) -> Entry? { proposals.first { $0.proposal.id == id } }

    /// Runs without an end.
    package var openRuns: [Run] { runs.filter { $0.outcome == nil } }

    /// What waits for a person.
    package var inbox: [Entry] { proposals.filter { $0.isPublished && $0.state == .proposed } }

    /// Proposals that a person turned down, with the reason.
    package var rejections: [(proposal: Proposal, decision: Decision)] {
        proposals.compactMap { entry in
            guard entry.state == .rejected, let decision = entry.decisions.last else { return nil }
            return (entry.proposal, decision)
        }
    }

    /// Takes in the next record.
    mutating func apply(_ record: LedgerRecord, at time: Int) {
        records += 1
        switch record {
        case .runStarted, .analysed, .attemptStarted, .phase, .gate, .attemptEnded, .suppressed, .runEnded:
            applyToRuns(record, at: time)
        default:
            applyToProposals(record, at: time)
        }
    }

    private mutating func applyToRuns(_ record: LedgerRecord, at time: Int) {
        switch record {
        case .runStarted(let run, let base, let analyst, let focus, let process):
            runs.append(
                Run(id: run, base: base, analyst: analyst, focus: focus, process: process, started: time))
        case .analysed(let run, let findings):
            change(run) { $0.findings = findings }
        case .attemptStarted(let run, let attempt, let finding):
            change(run) { $0.attempts.append(Attempt(number: attempt, finding: finding, started: time)) }
        case .phase(let run, let attempt, let phase):
            change(run, attempt) { $0.phase = phase }
        case .gate(let run, let attempt, let record):
            change(run, attempt) { $0.gates.append(record) }
        case .attemptEnded(let run, let attempt, let outcome, let cost, let patchID):
            change(run, attempt) { ($0.outcome, $0.cost, $0.patchID) = (outcome, cost, patchID) }
        case .suppressed(let run, let claim, let reason):
            change(run) { $0.suppressed.append(Suppression(claim: claim, reason: reason)) }
        case .runEnded(let run, let outcome):
            change(run) { run in
                (run.outcome, run.ended) = (outcome, time)
                for index in run.attempts.indices where run.attempts[index].outcome == nil {
                    run.attempts[index].outcome = .interrupted
                }
            }
        default: break
        }
    }

    private mutating func applyToProposals(_ record: LedgerRecord, at time: Int) {
        switch record {
        case .proposing(let proposal):
            proposals.append(Entry(proposal: proposal, state: .proposed, proposed: time, changed: time))
        case .proposed(let id):
            change(id, at: time) { $0.isPublished = true }
        case .decided(let decision):
            change(decision.id, at: time) { entry in
                entry.decisions.append(decision)
                switch decision.verdict {
                case .approved: entry.state = .approved
                case .rejected: entry.state = .rejected
                case .revise: entry.state = .superseded
                }
            }
        case .landing(let landing):
            change(landing.id, at: time) { $0.openLanding = landing }
        case .landed(let id, let kind):
            change(id, at: time) { entry in
                entry.state = kind == .land ? .landed : .reverted
                entry.landings += entry.openLanding.map { [$0] } ?? []
                entry.openLanding = nil
            }
        case .landingAbandoned(let id, let reason):
            change(id, at: time) { ($0.openLanding, $0.note) = (nil, reason) }
        case .moved(let id, let state, let reason):
            change(id, at: time) { ($0.state, $0.note) = (state, reason) }
        default: break
        }
    }

    private mutating func change(_ run: String, _ body: (inout Run) -> Void) {
        guard let place = runs.lastIndex(where: { $0.id == run }) else { return }
        body(&runs[place])
    }

    private mutating func change(_ run: String, _ attempt: Int, _ body: (inout Attempt) -> Void) {
        change(run) { run in
            guard let place = run.attempts.lastIndex(where: { $0.number == attempt }) else { return }
            body(&run.attempts[place])
        }
    }

    private mutating func change(_ id: String, at time: Int, _ body: (inout Entry) -> Void) {
        guard let place = proposals.lastIndex(where: { $0.proposal.id == id }) else { return }
        body(&proposals[place])
        proposals[place].changed = time
    }
}
