/// A cell that a worker is busy with.
struct RunningCell {
    enum Phase {
        case running
        /// Signals are sent until `killTime`, when the worker is killed for `reason`.
        case interrupting(killTime: ContinuousClock.Instant, reason: String)
        /// Its Python is gone for `reason`, and the copy of the state before it wakes up.
        case restoring(until: ContinuousClock.Instant, reason: String, output: (stdout: String, stderr: String))
    }

    let request: CellRequest
    let number: UInt32
    let continuation: CheckedContinuation<CellResult, Never>
    var clock: CellClock
    var phase = Phase.running

    /// Ends the cell with what the worker reported.
    func finish(_ report: CellReport, output: (stdout: String, stderr: String)) {
        let outcome: CellResult.Outcome =
            switch report.outcome {
            case .completed: .completed
            case .raised: .raised
            case .timedOut: .timedOut
            }
        var result = result(outcome, output)
        result.variables = report.variables
        result.finalAnswer = report.finalAnswer
        result.draftAnswer = report.draftAnswer
        result.foreseen = report.foreseen
        continuation.resume(returning: result)
    }

    /// Ends the cell without a report.
    func lose(_ reason: String, output: (stdout: String, stderr: String)) {
        continuation.resume(returning: result(.workerLost(reason), output))
    }

    /// Ends the cell, whose changes are undone.
    func undo(_ reason: String, output: (stdout: String, stderr: String)) {
        continuation.resume(returning: result(.undone(Loss.undone(reason)), output))
    }

    private func result(_ outcome: CellResult.Outcome, _ output: (stdout: String, stderr: String)) -> CellResult {
        CellResult(
            outcome: outcome, stdout: output.stdout, stderr: output.stderr, seconds: clock.elapsed(at: .now).seconds)
    }
}

extension Duration {
    var seconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}
