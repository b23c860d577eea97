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
        guard let session else { throw Halt(reason: .worker, message: "There is no Python worker.") }
        run.emit(.cellStarted(code: source), depth: depth)
        written.add(source)
        let result: CellResult
        let report = LateReport()
        do {
            if depth == 0, !hasLooked { try await tellMissingLayers(session) }
            result = try await withDeadline(seconds: run.secondsLeft) {
                try await session.run(source) { report.take($0) }
            }
        } catch {
            if let late = report.result {
                takeDraft(of: late)
                run.emit(.cellInterrupted(late, code: source), depth: depth)
            }
            if Task.isCancelled { throw halt(for: .interrupted) }
            if error is DeadlinePassed { throw halt(for: .time) }
            throw Halt(reason: .worker, message: "The Python worker failed: \(error)")
        }
        takeDraft(of: result)
        variables = Set(result.variables.map(\.name))
        run.budget.record { [depth] in
            $0.replSeconds += result.seconds
            // A worker that replaces a lost one counts anew.
            guard depth == 0, result.foreseen.files >= $0.preparedFiles else { return }
            ($0.preparedFiles, $0.preparedFilesUsed) = (result.foreseen.files, result.foreseen.used)
        }
        run.emit(.cellFinished(result, code: source), depth: depth)
        run.emitUsage(depth: depth)
        return result
    }

    private func takeDraft(of result: CellResult) {
        if let text = result.draftAnswer, !text.trimmed.isEmpty { draft = text }
    }

    /// Says which protection this machine lacks, before the first code of a model runs.
    private func tellMissingLayers(_ session: REPLSession) async throws {
        let environment = try await withDeadline(seconds: run.secondsLeft) { try await session.environment }
        for layer in environment.missingLayers {
            run.emit(.notice("the sandbox lacks a layer: \(layer)"), depth: depth)
        }
    }
}
