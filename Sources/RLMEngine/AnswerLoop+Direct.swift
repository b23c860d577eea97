import Corpus
import LanguageModels

extension AnswerLoop {
    /// Shows a small input to the model as it is, which beats a loop there; nil when the loop has to run.
    func answerDirectly() async -> Ending? {
        guard !run.options.alwaysRecurse, run.options.systemPrompt == nil, !model.needsREPL,
            corpus.characterCount <= run.options.directThreshold
        else { return nil }
        let (system, input) = (run.options.prompts.direct, "<input>\n" + corpus.numberedText + "</input>")
        let request = ModelRequest(
            messages: chat?.directMessages(system: system, question: question, input: input) ?? [
                Message(.system, system),
                Message(.user, "<question>\n\(question)\n</question>\n\n" + input),
            ])
        run.budget.record { $0.iterations += 1 }
        events.emit(.iterationStarted(iteration: 1, limit: 1, messages: request.messages), depth: depth)
        events.emit(.answering, depth: depth)
        do {
            let reply = try await respond(to: request, keepingRoomForLastTurn: false)
            answeredDirectly = true
            let parsed = Reply(parsing: reply.text)
            if reply.finishReason == .length, parsed.submission == nil { return cut(reply) }
            guard case .text(let raw) = parsed.submission else {
                return reply.text.trimmed.isEmpty ? nil : .answered(reply.text.trimmed)
            }
            return .answered(Self.unquoted(raw))
        } catch {
            if case .overflow = error { return nil }
            let halt = halt(for: error)
            return Ending(text: "", reason: halt.reason, problem: halt.message)
        }
    }

    /// A reply that ends in the middle is no whole answer.
    private func cut(_ reply: ModelReply) -> Ending {
        Ending(
            text: reply.text.trimmed, reason: .model,
            problem:
                "\(model.name) was cut at its output limit, so the answer ends early; raise max-output-tokens or ask "
                + "for less.")
    }
}
