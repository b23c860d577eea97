import ReplyCache
import Synchronization

/// Replies of this run's plain sub-calls, so that the same prompt is paid once: in one batch, where the later calls wait
/// for the first, and when a cell is run again after an error.
final class SubcallMemo: Sendable {
    /// How a call ended, for those that ask the same.
    enum Outcome: Sendable {
        case replied(String)
        case failed(String)
        /// Nothing is known, because the one that asked was stopped.
        case abandoned
        /// There is no room for a call that code has not asked for yet.
        case declined
    }

    private enum Entry {
        case known(String)
        case underWay([Int: CheckedContinuation<Outcome, Never>])
    }

    private struct State {
        var entries: [ReplyKey: Entry] = [:]
        var bytes = 0
        var lastTicket = 0
    }

    /// Bytes of replies kept; calls beyond are not remembered.
    static let capacity = 64 << 20

    private let state = Mutex(State())

    /// The reply to a call: remembered, or that of the same call which is under way, or what `ask` brings.
    ///
    /// A failure is shared with those that wait, and not remembered.
    func outcome(for key: ReplyKey, ask: () async -> Outcome) async -> Outcome {
        while !Task.isCancelled {
            if let outcome = await existing(key) {
                switch outcome {
                case .replied, .failed: return outcome
                case .abandoned, .declined: continue
                }
            }
            let outcome = await ask()
            settle(key, outcome)
            return outcome
        }
        return .abandoned
    }

    /// What there is for `key`, once it is there; nil when there is nothing, and the caller has to bring it.
    private func existing(_ key: ReplyKey) async -> Outcome? {
        let isFirst = state.withLock { state in
            if state.entries[key] != nil { return false }
            state.entries[key] = .underWay([:])
            return true
        }
        return isFirst ? nil : await result(of: key)
    }

    /// Waits for what another call brings, unless the task is cancelled.
    private func result(of key: ReplyKey) async -> Outcome {
        let ticket = state.withLock { state in
            state.lastTicket += 1
            return state.lastTicket
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let outcome: Outcome? = state.withLock { state in
                    switch state.entries[key] {
                    case .known(let text): return .replied(text)
                    case .underWay(var waiting) where !Task.isCancelled:
                        waiting[ticket] = continuation
                        state.entries[key] = .underWay(waiting)
                        return nil
                    case .underWay, nil: return .abandoned
                    }
                }
                if let outcome { continuation.resume(returning: outcome) }
            }
        } onCancel: {
            let waiter = state.withLock { state -> CheckedContinuation<Outcome, Never>? in
                guard case .underWay(var waiting) = state.entries[key] else { return nil }
                let waiter = waiting.removeValue(forKey: ticket)
                state.entries[key] = .underWay(waiting)
                return waiter
            }
            waiter?.resume(returning: .abandoned)
        }
    }

    private func settle(_ key: ReplyKey, _ outcome: Outcome) {
        let waiting = state.withLock { state in
            guard case .underWay(let waiting) = state.entries.removeValue(forKey: key) else {
                return [Int: CheckedContinuation<Outcome, Never>]()
            }
            if case .replied(let text) = outcome, state.bytes + text.utf8.count <= Self.capacity {
                state.bytes += text.utf8.count
                state.entries[key] = .known(text)
            }
            return waiting
        }
        for continuation in waiting.values { continuation.resume(returning: outcome) }
    }
}
