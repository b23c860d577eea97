import REPL
import Synchronization

/// What a cell did that nobody waited for to its end.
final class LateReport: Sendable {
    private let state = Mutex<CellResult?>(nil)

    var result: CellResult? { state.withLock { $0 } }

    func take(_ result: CellResult) {
        // A worker that had to be killed tells nothing.
        if !result.lostVariables { state.withLock { $0 = result } }
    }
}
