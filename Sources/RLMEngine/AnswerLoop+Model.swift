import LanguageModels

extension AnswerLoop {
    /// Asks the root model for its next reply, within the budget and the time limit.
    /// - Parameters:
    ///   - seconds: replaces what is left of the run's time limit.
    ///   - cells: gets the reply as it comes, to run its code.
    func ask(
        keepingRoomForLastTurn keepsRoom: Bool = true, seconds: Double? = nil, running cells: StreamedCells? = nil
    ) async throws(Halt) -> ModelReply {
        while true {
            do {
                return try await respond(
                    to: conversation.request, keepingRoomForLastTurn: keepsRoom, seconds: seconds, running: cells)
            } catch {
                guard case .overflow(let cause) = error else { throw halt(for: error) }
                if conversation.fold() {
                    events.emit(.notice(ChatText.folded), depth: depth)
                    continue
                }
                guard conversation.compact() else {
                    throw Halt(reason: .model, message: "The conversation no longer fits the model: \(cause)")
                }
                events.emit(.notice(RepairText.fullWindow), depth: depth)
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
    /// - Parameters:
    ///   - seconds: replaces what is left of the run's time limit.
    ///   - cells: gets the reply as it comes, to run its code.
    func respond(
        to request: ModelRequest, keepingRoomForLastTurn: Bool, seconds: Double? = nil,
        running cells: StreamedCells? = nil
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
        return try await send(request, reservation, seconds: seconds ?? run.secondsLeft, running: cells)
    }

    private func send(
        _ request: ModelRequest, _ reservation: Budget.Reservation, seconds: Double?, running cells: StreamedCells?
    ) async throws(AskFailure) -> ModelReply {
        let start = run.events.elapsed
        let meter = CallMeter()
        var request = request
        request.conversation = conversationID
        do {
            let whole = try await stream(request, meter, seconds: seconds, running: cells)
            if let whole, cells?.began(whole.text) != false {
                tell(whole, of: reservation, since: start)
                return whole
            }
            let cost = whole ?? meter.estimate(for: request, to: model)
            return goOn(from: cells, .stop, cost, of: request, reservation, since: start)
        } catch {
            let charge = meter.charge(after: error, for: request, to: model)
            if let error = error as? ModelError, error.kind != .cancelled, !Task.isCancelled, let cells,
                cells.hasStarted
            {
                events.emit(.notice("the reply broke off after code that runs already: \(error)"), depth: depth)
                let cost = charge ?? meter.estimate(for: request, to: model)
                return goOn(from: cells, .other, cost, of: request, reservation, since: start)
            }
            run.budget.settle(reservation, of: model.name, reply: charge, isSubcall: false)
            if Task.isCancelled { throw .interrupted }
            if error is DeadlinePassed { throw .time }
            guard let error = error as? ModelError else { throw .interrupted }
            throw error.kind == .contextOverflow ? .overflow(error) : .model(error)
        }
    }

    /// Nil when the code of the reply has submitted the answer before the reply was complete.
    private func stream(
        _ request: ModelRequest, _ meter: CallMeter, seconds: Double?, running cells: StreamedCells?
    ) async throws -> ModelReply? {
        let (run, depth, events) = (run, depth, events)
        cells?.restart()
        let retrying = RetryingModel(
            model,
            onRetry: { error, delay in
                cells?.restart()
                events.emit(.modelRetrying(error, delay: delay), depth: depth)
            }, mayRestart: { cells?.hasStarted != true })
        return try await withDeadline(seconds: seconds) {
            try await run.callSlots.hold {
                meter.send()
                return try await Self.reply(running: cells) {
                    try await retrying.respond(to: request) { piece in
                        meter.hear(piece)
                        events.emit(.modelText(piece), depth: depth)
                        cells?.take(piece)
                    }
                }
            }
        }
    }

    /// Takes as much of a reply as was run, at the cost of `cost`: what code did cannot be undone, so the model goes on
    /// from there.
    private func goOn(
        from cells: StreamedCells?, _ reason: ModelReply.FinishReason, _ cost: ModelReply, of request: ModelRequest,
        _ reservation: Budget.Reservation, since start: Double
    ) -> ModelReply {
        var reply = cost
        reply.text = cells?.textToLastBlock ?? ""
        reply.finishReason = reason
        events.emit(.replyCutShort(reply, to: request, model: model.name), depth: depth)
        tell(reply, of: reservation, since: start)
        return reply
    }

    /// Counts a reply and tells it, and then what its code has done already.
    private func tell(_ reply: ModelReply, of reservation: Budget.Reservation, since start: Double) {
        let seconds = run.events.elapsed - start
        run.budget.settle(reservation, of: model.name, reply: reply, isSubcall: false)
        run.budget.record { $0.modelSeconds += seconds }
        events.emit(.modelReplied(reply, seconds: seconds), depth: depth)
        events.release(depth: depth)
        events.emitUsage(depth: depth, fromCode: false)
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
