import REPL

extension AnswerLoop {
    /// Runs the blocks of a reply in order, up to the first that fails or submits, and tells the model what they did.
    func runCells(_ code: [String]) async throws(Halt) -> [CellResult] {
        var results: [CellResult] = []
        for source in code {
            let result = try await runCell(source)
            results.append(result)
            if result.outcome != .completed || result.finalAnswer != nil { break }
        }
        hasLooked = true
        conversation.appendUser(TurnText.observation(results, skipped: code.count - results.count))
        return results
    }

    /// Runs one cell within the time limit of the run.
    func runCell(_ source: String) async throws(Halt) -> CellResult {
        guard let session else { throw Halt(reason: .worker, message: "There is no Python worker.") }
        run.emit(.cellStarted(code: source), depth: depth)
        let result: CellResult
        do {
            result = try await withDeadline(seconds: run.secondsLeft) { try await session.run(source) }
        } catch {
            if Task.isCancelled { throw halt(for: .interrupted) }
            if error is DeadlinePassed { throw halt(for: .time) }
            throw Halt(reason: .worker, message: "The Python worker failed: \(error)")
        }
        if let text = result.draftAnswer, !text.trimmed.isEmpty { draft = text }
        variables = Set(result.variables.map(\.name))
        run.budget.record { $0.replSeconds += result.seconds }
        run.emit(.cellFinished(result, code: source), depth: depth)
        run.emitUsage(depth: depth)
        return result
    }
}
