import Glibc
import Posix

/// The copy of the state before a cell, which takes the place of a Python that the cell has cost.
extension WorkerLink {
    /// How a worker ends whose own code fails: a cell of earlier has broken it, and any copy with it.
    private static let workerFailed = ExitStatus.exited(70)

    func keep(_ id: Int32?) {
        guard let process else { return }
        do throws(ProtocolViolation) {
            try process.keepCopy(id)
        } catch {
            stop(Loss.violation(error))
        }
    }

    /// Kills the Python that a cell has made unusable, for `reason`; a copy takes its place if there is one.
    func stop(_ reason: String) {
        guard let process, process.hasCopy, cell != nil, lossReason == nil else { return lose(reason) }
        stopReason = stopReason ?? reason
        process.killCell()
    }

    /// The Python that ran the cell has ended; its copy sleeps.
    func copyLeft(_ cause: String, _ status: ExitStatus) {
        let reason = stopReason ?? cause
        stopReason = nil
        guard let process, cell != nil, lossReason == nil, status != Self.workerFailed,
            undoneInARow < Self.mostUndoneInARow
        else { return lose(lossReason ?? reason) }
        undoneInARow += 1
        forgetCalls()
        let output = process.takeOutput()
        cell?.phase = .restoring(until: .now + Self.restorationTime, reason: reason, output: output)
        process.wakeCopy()
    }

    func restored() {
        guard let cell, case .restoring(_, let reason, let output) = cell.phase else {
            return stop(Loss.violation(ProtocolViolation("word of a restoration that nobody asked for")))
        }
        stopTimer()
        self.cell = nil
        cell.undo(reason, output: output)
    }
}
