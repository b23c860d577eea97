import LanguageModels
import REPL

extension AnswerLoop {
    /// Seconds that the last turn may take when the run's time is over.
    private static let graceForLastTurn = 20.0

    /// Ends the run at a limit or a failure: one last turn for the best answer where a model can still give one.
    func stop(_ halt: Halt) async -> Ending {
        if halt.reason == .interrupted || Task.isCancelled { return interrupted }
        let canAsk = halt.reason != .model
        let text = canAsk ? await askForBestAnswer(halt) : nil
        if Task.isCancelled { return interrupted }
        let best = text ?? draft ?? (hasLooked ? latestProse : nil) ?? ""
        return Ending(text: best, reason: halt.reason, problem: halt.message)
    }

    /// The last turn: no more sub-calls; text, a variable or a final block all count.
    private func askForBestAnswer(_ halt: Halt) async -> String? {
        guard hasLooked, !model.needsREPL else { return nil }
        let text = run.options.prompts.lastTurn.replacing("{{reason}}", with: halt.message)
        conversation.appendUser(text)
        events.emit(.notice("asking for the best answer so far: \(halt.message)"), depth: depth)
        let seconds = halt.reason == .time ? Self.graceForLastTurn : run.secondsLeft.map { max($0, 1) }
        guard let modelReply = try? await ask(keepingRoomForLastTurn: false, seconds: seconds) else { return nil }
        return await finalText(of: Reply(parsing: modelReply.text), mayRunCode: halt.reason != .time)
    }

    private func finalText(of reply: Reply, mayRunCode: Bool) async -> String? {
        if mayRunCode, !reply.code.isEmpty, let results = try? await runCells(reply.code),
            let text = results.compactMap(\.finalAnswer).last, !text.trimmed.isEmpty
        {
            return text.trimmed
        }
        switch reply.submission {
        case .variable(let name):
            guard mayRunCode, let text = try? await evaluateIfCode(name) else { return nil }
            return text
        case .text(let raw):
            let value = mayRunCode ? try? await evaluateIfCode(raw) : nil
            return (value ?? nil) ?? Self.unquoted(raw)
        case nil:
            // Prose around code announces what the code does; a draft says more.
            if reply.prose.isEmpty || (!reply.code.isEmpty && draft != nil) { return nil }
            return reply.prose
        }
    }
}
