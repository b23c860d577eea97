import REPL

extension AnswerLoop {
    /// Runs the blocks of a reply in order, up to the first that fails or submits, and tells the model what they did.
    /// - Parameter ran: the first of them, which ran while the reply was still coming.
    func runCells(_ code: [String], after ran: [StreamedCells.Ran] = []) async throws(Halt) -> [CellResult] {
        guard !code.isEmpty else { return [] }
        var results: [CellResult] = []
        for (index, source) in code.enumerated() {
            let result = index < ran.count ? try take(ran[index]) : try await runCell(source)
            results.append(result)
            if result.outcome != .completed || result.finalAnswer != nil { break }
        }
        hasLooked = true
        conversation.appendUser(TurnText.observation(results, skipped: code.count - results.count))
        if let chat, results.contains(where: \.lostVariables) { try await bringBackVariables(of: chat) }
        return results
    }

    /// A worker that took the place of a lost one gets what earlier questions have left.
    private func bringBackVariables(of chat: ChatMemory) async throws(Halt) {
        do {
            try await chat.worker.mend(history: chat.exchanges.map(\.messages))
        } catch {
            if Task.isCancelled { throw halt(for: .interrupted) }
            throw Halt(reason: .worker, message: "The Python worker failed: \(error)")
        }
        conversation.appendUser(
            (["Variables of earlier questions were put back."] + chat.worker.takeNews()).joined(separator: " "))
        variables = Set(chat.worker.variables)
    }

    /// Runs one cell within the time limit of the run.
    func runCell(_ source: String) async throws(Halt) -> CellResult {
        let runner = try runner()
        do {
            return note(try await runner.run(source))
        } catch {
            if let result = runner.interrupted { takeDraft(of: result) }
            throw halt(forCell: error)
        }
    }

    private func take(_ ran: StreamedCells.Ran) throws(Halt) -> CellResult {
        switch ran.result {
        case .success(let result): return note(result)
        case .failure(let error): throw halt(forCell: error)
        }
    }

    /// Takes in what a cell left behind.
    private func note(_ result: CellResult) -> CellResult {
        takeDraft(of: result)
        variables = Set(result.variables.map(\.name))
        return result
    }

    func takeDraft(of result: CellResult) {
        if let text = result.draftAnswer, !text.trimmed.isEmpty { draft = text }
    }

    private func halt(forCell error: any Error) -> Halt {
        if Task.isCancelled { return halt(for: .interrupted) }
        if error is DeadlinePassed { return halt(for: .time) }
        return Halt(reason: .worker, message: "The Python worker failed: \(error)")
    }
}
