@preconcurrency import Dispatch
import Synchronization

/// Sub-calls on their way.
extension WorkerLink {
    func start(_ call: Subcall, _ number: UInt32) {
        guard case .up = state, lossReason == nil else { return }
        guard calls[number] == nil, calls.count < settings.concurrency else {
            return stop(Loss.violation(ProtocolViolation("more calls than may be under way at once")))
        }
        cell?.clock.waitStarted(at: .now)
        anticipations[number] = call.anticipation
        call.anticipation?.join(anticipationLine)
        // A child computes, and waits for much besides models.
        let thread = call.kind == .model ? SubcallThread.shared : nil
        calls[number] = Task(executorPreference: thread) { [subcalls, restorations] in
            defer { call.anticipation?.decide() }
            let fields: [[UInt8]] =
                switch await subcalls(call) {
                case .text(let text): [[0], Array(text.utf8)]
                case .failure(let message): [[1], Array(message.utf8)]
                case .declined: [[2], []]
                }
            self.post(Frame(.reply, number: number, fields: fields), for: restorations)
        }
    }

    /// Has a reply sent, together with those that come at about the same time.
    /// - Parameter restorations: how often the worker had been restored when the call was made.
    private func post(_ reply: Frame, for restorations: Int) {
        let isFirst = replies.withLock { replies in
            replies.append((restorations, reply))
            return replies.count == 1
        }
        if isFirst { SubcallThread.shared.afterBatch { self.queue.async { self.answer() } } }
    }

    private func answer() {
        let ready = replies.withLock { replies in
            defer { replies = [] }
            return replies
        }
        let wanted = ready.filter {
            $0.restorations == restorations && calls.removeValue(forKey: $0.frame.number) != nil
        }
        for _ in wanted { cell?.clock.waitEnded(at: .now) }
        process?.send(wanted.map(\.frame))
    }

    func settle(_ number: UInt32, isAsked: Bool) {
        anticipations.removeValue(forKey: number)?.settle(isAsked: isAsked)
    }

    func withdraw(_ number: UInt32) {
        calls[number]?.cancel()
        settle(number, isAsked: false)
    }

    func forgetAnticipations() {
        for number in anticipations.keys { settle(number, isAsked: false) }
    }

    func cancelCalls() {
        for call in calls.values { call.cancel() }
    }

    /// Cancels all calls of a Python that is gone; the one in its place numbers its calls anew.
    func forgetCalls() {
        cancelCalls()
        forgetAnticipations()
        calls = [:]
        restorations += 1
    }
}
