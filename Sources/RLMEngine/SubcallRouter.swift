import Corpus
import LanguageModels
import REPL
import ReplyCache

/// Answers the calls to models that code in one worker makes: memo, cache, budget, then the model or a recursive child.
struct SubcallRouter: Sendable {
    let run: RunContext
    /// Depth of the loop whose code calls.
    let depth: Int
    let events: LoopEvents
    /// What that loop's model wrote.
    let written: WrittenCode

    /// Characters of a prompt that a child's question repeats; a longer prompt is the child's `context`.
    private static let longQuestion = 6_000

    func answer(_ subcall: Subcall) async -> SubcallReply {
        let model = modelFor(subcall)
        let recursive = subcall.kind == .recursive && depth < run.options.limits.depth
        guard recursive else { return await ask(model, Self.plainPrompt(subcall), subcall) }
        do {
            return try await run.childSlots(depth: depth).hold { await recurse(subcall, model: model) }
        } catch {
            return .failure(Self.interrupted)
        }
    }

    private func modelFor(_ subcall: Subcall) -> any LanguageModel {
        guard let name = subcall.model, !name.isEmpty else { return run.subModel }
        if let model = run.model(named: name) { return model }
        events.emitFromCode(
            .notice("code asked for the model \(name.prefix(80)), which is not configured; using \(run.subModel.name)"),
            depth: depth)
        return run.subModel
    }

    private static func plainPrompt(_ subcall: Subcall) -> String {
        guard let context = subcall.context, !context.isEmpty else { return subcall.prompt }
        guard subcall.kind == .recursive, context.hasPrefix("====="), let files = try? Corpus(childContext: context),
            files.files.first?.path != "context"
        else { return subcall.prompt + "\n\n" + context }
        // A child below the last level: its files are shown with the places that it would have cited.
        return subcall.prompt + "\n\n(Each file stands under a line `===== path =====`, its lines numbered: cite "
            + "`path:line`.)\n\n" + files.numberedText
    }

    /// One plain call, which costs nothing when the same was asked before.
    private func ask(_ model: any LanguageModel, _ prompt: String, _ subcall: Subcall) async -> SubcallReply {
        let request = ModelRequest(messages: [
            Message(.system, run.options.prompts.subModel), Message(.user, prompt),
        ])
        let key = ReplyKey(model: model.replyIdentity ?? model.name, request, longTexts: run.longTexts)
        let outcome = await run.memo.outcome(for: key) {
            let cached = CachedSubcall(key, request, of: model, run, written: written)
            if let reply = await cached?.reply() {
                tell(reply, subcall)
                return .replied(reply.text)
            }
            return await pay(for: request, cached, model, subcall)
        }
        return Self.reply(outcome)
    }

    private func pay(
        for request: ModelRequest, _ cached: CachedSubcall?, _ model: any LanguageModel, _ subcall: Subcall
    ) async -> SubcallMemo.Outcome {
        let reservation: Budget.Reservation
        do {
            reservation = try run.budget.reserve(
                for: request, of: model, isSubcall: true, anticipation: subcall.anticipation)
        } catch {
            return subcall.anticipation == nil ? .failed(Self.refusal(error)) : .declined
        }
        let id = run.nextSubcallID()
        events.emitFromCode(.subcallStarted(id: id, subcall), depth: depth)
        let start = run.events.elapsed
        let meter = CallMeter()
        let result = await sendTwiceIfEmpty(request, to: model, meter)
        let charge = result.charge { meter.charge(after: $0, for: request, to: model) }
        run.budget.settle(reservation, of: model.name, reply: charge, isSubcall: true)
        let outcome = Self.outcome(result)
        if case .replied = outcome, let reply = charge { cached?.keep(reply) }
        events.emitFromCode(
            .subcallFinished(
                id: id, Self.reply(outcome), usage: charge?.usage ?? TokenUsage(), seconds: run.events.elapsed - start,
                answeredBy: charge?.answeredBy), depth: depth)
        events.emitUsage(depth: depth, fromCode: true)
        return outcome
    }

    /// Models now and then say nothing at all, and do not when they are asked again.
    private func sendTwiceIfEmpty(
        _ request: ModelRequest, to model: any LanguageModel, _ meter: CallMeter
    ) async -> Result<ModelReply, any Error> {
        let first = await send(request, to: model, meter)
        guard case .success(let empty) = first, empty.text.trimmed.isEmpty,
            let reservation = try? run.budget.reserve(for: request, of: model, isSubcall: false)
        else { return first }
        let second = await send(request, to: model, meter)
        run.budget.settle(reservation, of: model.name, reply: empty, isSubcall: false)
        return second
    }

    /// Everything that is told of a sub-call which the cache answered.
    private func tell(_ reply: CachedSubcall.Reply, _ subcall: Subcall) {
        run.budget.record {
            $0.cachedSubcalls += 1
            if reply.similarity != nil { $0.similarSubcalls += 1 }
        }
        events.emitFromCode(
            .subcallReused(id: run.nextSubcallID(), subcall, .text(reply.text), similarity: reply.similarity),
            depth: depth)
        events.emitUsage(depth: depth, fromCode: true)
    }

    private func send(
        _ request: ModelRequest, to model: any LanguageModel, _ meter: CallMeter
    ) async -> Result<ModelReply, any Error> {
        let (run, depth, events) = (run, depth, events)
        let retrying = RetryingModel(
            model, onRetry: { events.emitFromCode(.modelRetrying($0, delay: $1), depth: depth) },
            mayRestart: { true })
        do {
            let reply = try await run.callSlots.hold {
                try await withDeadline(seconds: run.secondsLeft) {
                    meter.send()
                    return try await retrying.respond(to: request) { meter.hear($0) }
                }
            }
            return .success(reply)
        } catch {
            return .failure(error)
        }
    }

    private static let interrupted = "the run was interrupted"

    private static func refusal(_ exceeded: Budget.Exceeded) -> String {
        "no budget left: \(exceeded.message). Answer with what you have."
    }

    private static func outcome(_ result: Result<ModelReply, any Error>) -> SubcallMemo.Outcome {
        switch result {
        case .success(let reply) where reply.text.trimmed.isEmpty: .failed("the sub-model gave an empty reply")
        case .success(let reply): .replied(reply.text)
        case .failure(is DeadlinePassed): .failed("the run's time limit was reached")
        case .failure(let error as ModelError) where error.kind != .cancelled: .failed(error.description)
        case .failure: .abandoned
        }
    }

    private static func reply(_ outcome: SubcallMemo.Outcome) -> SubcallReply {
        switch outcome {
        case .replied(let text): .text(text)
        case .failed(let message): .failure(message)
        case .declined: .declined
        case .abandoned: .failure(interrupted)
        }
    }

    /// A child with its own worker and loop, over the given context or over the prompt itself.
    private func recurse(_ subcall: Subcall, model: any LanguageModel) async -> SubcallReply {
        do {
            try run.budget.startChild(atDepth: depth + 1, anticipation: subcall.anticipation)
        } catch {
            return subcall.anticipation == nil ? .failure(Self.refusal(error)) : .declined
        }
        let id = run.nextSubcallID()
        events.emitFromCode(.subcallStarted(id: id, subcall), depth: depth)
        let start = run.events.elapsed
        let reply = await childReply(subcall, model: model)
        run.budget.endChild()
        events.emitFromCode(
            .subcallFinished(id: id, reply, usage: TokenUsage(), seconds: run.events.elapsed - start), depth: depth)
        return reply
    }

    private func childReply(_ subcall: Subcall, model: any LanguageModel) async -> SubcallReply {
        let corpus: Corpus
        do {
            corpus = try Corpus(childContext: subcall.context ?? subcall.prompt)
        } catch {
            return .failure("the child's context could not be made: \(error)")
        }
        let loop = AnswerLoop(
            run: run, model: model, question: Self.question(of: subcall), corpus: corpus, depth: depth + 1,
            parent: events)
        let ending = await loop.run()
        guard !ending.text.isEmpty else { return .failure(ending.problem ?? "the child found no answer") }
        guard ending.reason == .answered else { return .text("(partial answer) " + ending.text) }
        return .text(ending.text)
    }

    private static func question(of subcall: Subcall) -> String {
        guard subcall.context == nil, subcall.prompt.count > longQuestion else { return subcall.prompt }
        return subcall.prompt.prefix(longQuestion / 2)
            + "\n… (the whole prompt stands in `context`) …\n" + subcall.prompt.suffix(longQuestion / 2)
    }
}
