import Synchronization

/// Writes the steps of a cycle into the ledger.
package final class CycleJournal: Sendable {
    private struct State {
        var attempt = 0
        var isOpen = false
        var spentAtStart = Spending.none
    }

    package let run: String
    private let ledger: Ledger
    private let analyst: any Analyst
    private let state = Mutex(State())

    package init(run: String, ledger: Ledger, analyst: any Analyst) {
        self.run = run
        self.ledger = ledger
        self.analyst = analyst
    }

    /// What it writes is on the disk when this returns.
    package func record(_ event: CycleEvent) throws {
        for record in state.withLock({ records(of: event, &$0) }) { try ledger.append(record) }
    }

    /// The run ended with an error.
    package func end(_ error: any Error) throws {
        let outcome = Outcome.error("\(error)")
        for record in state.withLock({ closing(outcome, &$0) }) { try ledger.append(record) }
        try ledger.append(.runEnded(run: run, outcome: outcome))
    }

    private func records(of event: CycleEvent, _ state: inout State) -> [LedgerRecord] {
        switch event {
        case .analysing, .progress: return []
        case .found(let findings): return [.analysed(run: run, findings: findings)]
        case .suppressed(let finding, let reason):
            return [.suppressed(run: run, claim: finding.claim, reason: reason)]
        case .drafting(let finding, _):
            state.attempt += 1
            state.isOpen = true
            state.spentAtStart = analyst.spending
            return [
                .attemptStarted(run: run, attempt: state.attempt, finding: finding),
                .phase(run: run, attempt: state.attempt, phase: .drafting),
            ]
        case .checked: return [.phase(run: run, attempt: state.attempt, phase: .checked)]
        case .gate(_, let record): return [.gate(run: run, attempt: state.attempt, record: record)]
        case .failed(_, let failure, _, _): return closing(.failed(failure), &state)
        case .givenUp(_, let reason): return closing(.error(reason), &state)
        case .proposed: return closing(.proposed, &state)
        case .ended(let ending):
            return closing(.interrupted, &state) + [.runEnded(run: run, outcome: Outcome(ending))]
        }
    }

    private func closing(_ outcome: Outcome, _ state: inout State) -> [LedgerRecord] {
        guard state.isOpen else { return [] }
        state.isOpen = false
        return [
            .attemptEnded(
                run: run, attempt: state.attempt, outcome: outcome, cost: analyst.spending - state.spentAtStart,
                patchID: nil)
        ]
    }
}

extension Outcome {
    init(_ ending: CycleEnding) {
        self =
            switch ending {
            case .exhausted, .enough: .done
            case .budget: .stopped(.budget)
            case .halted(let reason): .error(reason)
            case .interrupted: .stopped(.user)
            }
    }
}
