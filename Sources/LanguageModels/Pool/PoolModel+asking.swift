import Synchronization

extension PoolModel {
    /// Asks one member for a turn of a conversation, streaming.
    func turn(
        _ request: ModelRequest, at member: Int, ticket: Int, onText: @escaping @Sendable (String) -> Void
    ) async -> PoolOutcome {
        let attempt = PoolAttempt()
        var outcome = await ask(request, at: member, ticket: ticket, attempt, onText: onText)
        outcome.hasSpoken = attempt.textBytes > 0
        return outcome
    }

    /// Asks one member, and keeps account of it.
    func ask(
        _ request: ModelRequest, at member: Int, ticket: Int, _ attempt: PoolAttempt,
        onText: @escaping @Sendable (String) -> Void = { _ in }
    ) async -> PoolOutcome {
        let model = members[member].model
        var outcome = PoolOutcome()
        do throws(ModelError) {
            var reply = try await model.respond(to: request) { piece in
                attempt.heard(piece)
                onText(piece)
            }
            reply.answeredBy = reply.answeredBy ?? model.name
            outcome.reply = reply
            answered(ticket, at: member, reply, request)
        } catch {
            if Task.isCancelled, attempt.end != .stalled {
                abandoned(ticket, at: member, wasOvertaken: attempt.end == .overtaken)
                outcome.charges = [charge(request, attempt, model)]
            } else {
                let error = attempt.end == .stalled ? stall(of: model) : error
                failed(ticket, at: member, error)
                outcome.failures = [(member, error)]
                if attempt.textBytes > 0 { outcome.charges = [charge(request, attempt, model)] }
            }
        }
        advanceLine()
        return outcome
    }

    private func answered(_ ticket: Int, at member: Int, _ reply: ModelReply, _ request: ModelRequest) {
        shared.withLock {
            $0.state.answered(
                ticket, at: member, usage: reply.usage, conversation: request.conversation, now: now)
        }
    }

    private func abandoned(_ ticket: Int, at member: Int, wasOvertaken: Bool) {
        shared.withLock { $0.state.abandoned(ticket, at: member, wasOvertaken: wasOvertaken, now: now) }
    }

    private func failed(_ ticket: Int, at member: Int, _ error: ModelError) {
        let pause = shared.withLock { $0.state.failed(ticket, at: member, error, now: now) }
        if let pause { look(at: member, after: pause) }
    }

    /// What an attempt cost whose text nobody gets, as far as can be told.
    private func charge(_ request: ModelRequest, _ attempt: PoolAttempt, _ model: any LanguageModel) -> ModelCharge {
        var usage = TokenUsage.estimate(messages: request.messages, reply: "")
        usage.completion = (attempt.textBytes + 3) / 4
        return ModelCharge(model: model.name, usage: usage, costUSD: model.priceUSD(of: usage))
    }

    private func stall(of model: any LanguageModel) -> ModelError {
        ModelError(.timeout, model: model.name, message: "there was no answer for far longer than is usual.")
    }
}
