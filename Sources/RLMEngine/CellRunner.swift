import REPL
import Synchronization

/// Runs cells in one loop's worker, within the time limit of the run, and tells the events of it.
final class CellRunner: Sendable {
    private let session: REPLSession
    private let run: RunContext
    private let events: LoopEvents
    private let depth: Int
    private let written: WrittenCode
    /// True until the protection that this machine lacks was told.
    private let tellsLayers: Mutex<Bool>
    /// What the last cell did that was not waited for to its end.
    private let late = Mutex<CellResult?>(nil)

    /// - Parameter written: gets the code of each cell.
    init(
        _ session: REPLSession, run: RunContext, events: LoopEvents, depth: Int, written: WrittenCode, tellsLayers: Bool
    ) {
        self.session = session
        self.run = run
        self.events = events
        self.depth = depth
        self.written = written
        self.tellsLayers = Mutex(tellsLayers)
    }

    func run(_ source: String) async throws -> CellResult {
        events.emitFromCode(.cellStarted(code: source), depth: depth)
        written.add(source)
        if tellsLayers.withLock({ $0 }) { try await tellMissingLayers() }
        let result = try await result(of: source)
        run.budget.record { [depth] in
            $0.replSeconds += result.seconds
            // A worker that replaces a lost one counts anew.
            guard depth == 0, result.foreseen.files >= $0.preparedFiles else { return }
            ($0.preparedFiles, $0.preparedFilesUsed) = (result.foreseen.files, result.foreseen.used)
        }
        events.emitFromCode(.cellFinished(result, code: source), depth: depth)
        events.emitUsage(depth: depth, fromCode: true)
        return result
    }

    /// What the cell did that was stopped, as far as it came.
    var interrupted: CellResult? { late.withLock { $0 } }

    private func result(of source: String) async throws -> CellResult {
        let report = LateReport()
        do {
            return try await withDeadline(seconds: run.secondsLeft) { [session] in
                try await session.run(source) { report.take($0) }
            }
        } catch {
            if let result = report.result {
                late.withLock { $0 = result }
                events.emitFromCode(.cellInterrupted(result, code: source), depth: depth)
            }
            throw error
        }
    }

    /// Says which protection this machine lacks, before the first code of a model runs.
    private func tellMissingLayers() async throws {
        let environment = try await withDeadline(seconds: run.secondsLeft) { [session] in
            try await session.environment
        }
        for layer in environment.missingLayers {
            events.emitFromCode(.notice("the sandbox lacks a layer: \(layer)"), depth: depth)
        }
        tellsLayers.withLock { $0 = false }
    }
}
