import Synchronization

extension PoolModel {
    /// Seconds after which those in line are looked at again, whatever happens: pauses end, and servers turn out slow.
    private static let tending = 0.1

    /// Takes room at a member for the call, waiting in line until there is some.
    func place(_ call: PoolCall) async -> WaitingLine.Placement {
        if let now = shared.withLock({ takeRoom(for: call, &$0) }) { return now }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let early: WaitingLine.Placement? = shared.withLock { shared in
                    // Whoever cancels from here on finds the call in line.
                    if Task.isCancelled { return .cancelled }
                    if let now = takeRoom(for: call, &shared) { return now }
                    shared.line.insert(WaitingLine.Waiter(call: call, continuation: continuation))
                    return nil
                }
                if let early { continuation.resume(returning: early) } else { tendLine() }
            }
        } onCancel: {
            let waiter = shared.withLock { $0.line.remove(ticket: call.ticket) }
            waiter?.continuation.resume(returning: .cancelled)
        }
    }

    /// Room at once, where nobody who came earlier waits for it; nil when the call has to stand in line.
    private func takeRoom(for call: PoolCall, _ shared: inout Shared) -> WaitingLine.Placement? {
        if let last = shared.line.waiters.last, !call.precedes(last.call) { return nil }
        return placement(of: call, waiting: shared.line.count + 1, &shared)
    }

    private func placement(of call: PoolCall, waiting: Int, _ shared: inout Shared) -> WaitingLine.Placement? {
        let now = now
        switch shared.state.choose(for: call, waiting: waiting, now: now) {
        case .wait: return nil
        case .nobody: return .nobody
        case .member(let member):
            let ticket = shared.state.ticket()
            shared.state.began(ticket, at: member, now: now)
            return .member(member, ticket: ticket)
        }
    }

    /// Places whom there is room for now; to be called after everything that may make room.
    func advanceLine() {
        var placed: [(WaitingLine.Waiter, WaitingLine.Placement)] = []
        shared.withLock { shared in
            var index = 0
            while index < shared.line.count {
                let call = shared.line.waiters[index].call
                if let placement = placement(of: call, waiting: shared.line.count - index, &shared) {
                    placed.append((shared.line.remove(at: index), placement))
                } else if call.isPlain {
                    // What holds for one such call holds for all behind it.
                    break
                } else {
                    index += 1
                }
            }
        }
        for (waiter, placement) in placed { waiter.continuation.resume(returning: placement) }
    }

    private func tendLine() {
        let isTended = shared.withLock { shared in
            defer { shared.isTended = true }
            return shared.isTended
        }
        guard !isTended else { return }
        Task.detached { [weak self] in
            while true {
                try? await Task.sleep(for: .seconds(Self.tending))
                guard let self, self.tendOnce() else { return }
            }
        }
    }

    /// - Returns: false when nobody is in line.
    private func tendOnce() -> Bool {
        advanceLine()
        return shared.withLock { shared in
            shared.isTended = shared.line.count > 0
            return shared.isTended
        }
    }
}
