import Glibc
import RLMEngine

extension Chat {
    /// Has a question answered, saves the answer, and shows it.
    func ask(_ question: String) async throws {
        let display = screen.display()
        let stream = AnswerStream { [screen] text, isFirst in
            display.close()
            if isFirst { screen.beginAnswer() }
            try? StandardOutput.write(text)
        }
        let (session, models) = (session, models)
        let answer = try await signals.stoppable {
            let animation = Task { await display.animate() }
            defer { animation.cancel() }
            return await session.ask(question, model: models.root, subModel: models.sub) { event in
                if case .started = event.kind { return }
                stream.handle(event)
                display.handle(event)
            }
        }
        display.close()
        exchanges = await session.exchanges
        try save { log in if let last = exchanges.last { try log.add(ChatRecord(exchange: last)) } }
        try show(answer, after: stream)
        if !answer.success { result = ExitCode(answer) }
        if let variables = await session.variables() { try save { try $0.save(variables: variables) } }
    }

    private func show(_ answer: Answer, after stream: AnswerStream) throws {
        if let problem = answer.problem { screen.complain(problem) }
        let text = stream.rest(of: AnswerText.render(answer))
        if !text.isEmpty, !stream.hasPrinted { screen.beginAnswer() }
        // Answers by lines are parted by an empty one.
        let gap = !screen.isInteractive && hasShownAnswer && !stream.hasPrinted && !text.isEmpty ? "\n" : ""
        hasShownAnswer = true
        do {
            try StandardOutput.write(gap + text)
        } catch {
            if !error.isBrokenPipe { throw error }
        }
        let total = exchanges.count > 1 ? "; in all \(ChatCost(exchanges).line)" : ""
        screen.remark(AnswerSummary.text(answer) + total)
    }

    /// A session that cannot be saved goes on; it is said once.
    func save(_ write: (ChatLog) throws -> Void) throws {
        guard let log else { return }
        do {
            try write(log)
        } catch let failure as CommandFailure {
            throw failure
        } catch {
            screen.complain("the session is no longer saved: \(error)")
            self.log = nil
        }
    }
}
