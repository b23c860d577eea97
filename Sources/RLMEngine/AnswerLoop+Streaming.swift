import LanguageModels
import REPL

extension AnswerLoop {
    /// Asks the root model, and runs the code of its reply while that still streams.
    /// - Returns: the reply, and what was run of it.
    func askRunningCode() async throws(Halt) -> (reply: ModelReply, ran: [StreamedCells.Ran]) {
        let runner = try runner()
        let cells = StreamedCells { try await runner.run($0) }
        events.hold()
        do {
            let reply = try await ask(running: cells)
            let ran = await cells.results()
            if let result = runner.interrupted { takeDraft(of: result) }
            return (reply, ran)
        } catch {
            await cells.abandon()
            if cells.hasStarted { tellStopped(cells, runner) }
            events.release(depth: depth)
            throw error
        }
    }

    /// Tells of a reply that was stopped while its code ran already.
    private func tellStopped(_ cells: StreamedCells, _ runner: CellRunner) {
        let reply = ModelReply(text: cells.textToLastBlock, usage: TokenUsage(), finishReason: .other)
        conversation.appendReply(reply.text)
        events.emit(.modelReplied(reply, seconds: 0), depth: depth)
        if let result = runner.interrupted { takeDraft(of: result) }
    }

    /// The reply that `ask` brings, or nil as soon as a cell has submitted the answer: what would still come of the reply
    /// changes nothing any more.
    static func reply(
        running cells: StreamedCells?, _ ask: @escaping @Sendable () async throws -> ModelReply
    ) async throws -> ModelReply? {
        guard let cells else { return try await ask() }
        return try await withThrowingTaskGroup(of: ModelReply?.self) { group in
            group.addTask { try await ask() }
            group.addTask {
                await cells.waitForSubmission()
                return nil
            }
            defer { group.cancelAll() }
            let first = try await group.next() ?? nil
            if first == nil { try Task.checkCancellation() }
            return first
        }
    }
}
