import LanguageModels

extension AnswerLoop {
    /// Asks the root model for its next reply, within the budget and the time limit.
    /// - Parameter seconds: replaces what is left of the run's time limit.
    func ask(keepingRoomForLastTurn keepsRoom: Bool = true, seconds: Double? = nil) async throws(Halt) -> ModelReply {
        while true {
            do {
                return try await respond(
                    to: conversation.request, keepingRoomForLastTurn: keepsRoom, seconds: seconds)
            } catch {
                guard case .overflow(let cause) = error else { throw halt(for: error) }
                if conversation.fold() {
                    run.emit(.notice(ChatText.folded), depth: depth)
                    continue
                }
                guard conversation.compact() else {
                    throw Halt(reason: .model, message: "The conversation no longer fits the model: \(cause)")
                }
                run.emit(.notice(RepairText.fullWindow), depth: depth)
            }
        }
    }

    enum AskFailure: Error {
        case budget(Budget.Exceeded)
        case overflow(ModelError)
        case model(ModelError)
        case time
        case interrupted
    }

    /// One call to the root model.
    /// - Parameter seconds: replaces what is left of the run's time limit.
    func respond(
        to request: ModelRequest, keepingRoomForLastTurn: Bool, seconds: Double? = nil
    ) async throws(AskFailure) -> ModelReply {
        // A server may have to be asked. Where that takes too long, the call itself tells.
        let window = try? await withDeadline(seconds: seconds ?? run.secondsLeft) { [model] in
            await model.contextWindow()
        }
        let prompt = TokenUsage.estimate(messages: request.messages, reply: "").prompt
        // Earlier questions make room before the window is full.
        let share = conversation.canFold ? run.options.foldAt : 1
        // A window of nothing is a server's way of not telling.
        if let window = window ?? nil, window > 0, Double(prompt) >= Double(window) * share {
            throw .overflow(
                ModelError(
                    .contextOverflow, model: model.name, message: "about \(prompt) tokens do not fit \(window)."))
        }
        let lastTurn =
            keepingRoomForLastTurn ? TokenUsage(prompt: prompt, completion: Budget.replyEstimate) : TokenUsage()
        let reservation: Budget.Reservation
        do {
            reservation = try run.budget.reserve(
                for: request, of: model, isSubcall: false, isRoot: depth == 0, keeping: lastTurn)
        } catch {
            throw .budget(error)
        }
        return try await send(request, reservation: reservation, seconds: seconds ?? run.secondsLeft)
    }

    private func send(
        _ request: ModelRequest, reservation: Budget.Reservation, seconds: Double?
    ) async throws(AskFailure) -> ModelReply {
        let (model, run, depth) = (model, run, depth)
        let start = run.events.elapsed
        let meter = CallMeter()
        var request = request
        request.conversation = conversationID
        do {
            let reply = try await withDeadline(seconds: seconds) { [request] in
                try await run.callSlots.hold {
                    meter.send()
                    return try await run.respond(with: model, to: request, depth: depth) {
                        meter.hear($0)
                        run.emit(.modelText($0), depth: depth)
                    }
                }
            }
            let duration = run.events.elapsed - start
            run.budget.settle(reservation, of: model.name, reply: reply, isSubcall: false)
            run.budget.record { $0.modelSeconds += duration }
            run.emit(.modelReplied(reply, seconds: duration), depth: depth)
            run.emitUsage(depth: depth)
            return reply
        } catch {
            let charge = meter.charge(after: error, for: request, to: model)
            run.budget.settle(reservation, of: model.name, reply: charge, isSubcall: false)
            if Task.isCancelled { throw .interrupted }
            if error is DeadlinePassed { throw .time }
            guard let error = error as? ModelError else { throw .interrupted }
            throw error.kind == .contextOverflow ? .overflow(error) : .model(error)
        }
    }

    /// Keeps room in the budget for one more reply, as far as it can be foreseen: the output of the next cells is not
    /// there yet. Children's last turns are not kept: what they cost is the root's to weigh.
    func keepRoomForLastTurn() {
        guard depth == 0, !model.needsREPL else { return }
        run.budget.keep(
            TokenUsage(
                prompt: conversation.estimatedTokens + Budget.replyEstimate, completion: Budget.replyEstimate),
            of: model)
    }

    func halt(for failure: AskFailure) -> Halt {
        switch failure {
        case .budget(let exceeded):
            Halt(reason: exceeded.reason, message: "The budget is used up: \(exceeded.message).")
        case .overflow(let error), .model(let error): Halt(reason: .model, message: "\(error)")
        case .time:
            Halt(
                reason: .time,
                message: "The time limit of \((run.options.limits.seconds ?? 0).rounded(to: 1)) s was reached.")
        case .interrupted: Halt(reason: .interrupted, message: "The run was interrupted.")
        }
    }
}
