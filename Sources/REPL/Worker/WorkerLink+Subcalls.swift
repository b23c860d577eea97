@preconcurrency import Dispatch

/// Sub-calls on their way.
extension WorkerLink {
    func start(_ call: Subcall, _ number: UInt32) {
        guard case .up = state, lossReason == nil else { return }
        guard calls[number] == nil, calls.count < settings.concurrency else {
            return stop(Loss.violation(ProtocolViolation("more calls than may be under way at once")))
        }
        cell?.clock.waitStarted(at: .now)
        anticipations[number] = call.anticipation
        calls[number] = Task { [subcalls, restorations] in
            let reply = await subcalls(call)
            self.queue.async { if restorations == self.restorations { self.answer(number, reply) } }
        }
    }

    func answer(_ number: UInt32, _ reply: SubcallReply) {
        guard calls.removeValue(forKey: number) != nil else { return }
        cell?.clock.waitEnded(at: .now)
        let fields: [[UInt8]] =
            switch reply {
            case .text(let text): [[0], Array(text.utf8)]
            case .failure(let message): [[1], Array(message.utf8)]
            case .declined: [[2], []]
            }
        process?.send(Frame(.reply, number: number, fields: fields))
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
