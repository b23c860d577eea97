@preconcurrency import Dispatch
import Glibc
import Posix
import Synchronization

/// Ctrl-C and requests to end: the first one stops the work, the second one, or work that does not stop, the program.
package final class Interruption: Sendable {
    /// Seconds that stopping may take.
    private static let patience = 0.9

    private struct State {
        var seen = false
        var workIsDone = false
        var onFirst: @Sendable () -> Void = {}
        var restore: @Sendable () -> Void
    }

    private let state: Mutex<State>
    private let queue = DispatchQueue(label: "rlm.signals")

    /// Takes over SIGINT, SIGTERM and, unless the caller ignores it as `nohup` does, SIGHUP, until the program ends.
    /// - Parameter restore: puts the terminal in order before the program ends at once.
    package init(restore: @escaping @Sendable () -> Void = {}) throws {
        state = Mutex(State(restore: restore))
        let signals = [SIGINT, SIGTERM] + (ProcessSignals.isIgnored(SIGHUP) ? [] : [SIGHUP])
        try ProcessSignals.take(signals, on: queue) { _ in self.received() }
    }

    /// Does `restore` in place of what was given before.
    package func restoring(_ restore: @escaping @Sendable () -> Void) { state.withLock { $0.restore = restore } }

    /// True after the first signal.
    package var happened: Bool { state.withLock { $0.seen } }

    /// Runs `work` as a task that the first signal cancels.
    package func cancelling<Result: Sendable>(
        _ work: @escaping @Sendable () async throws -> Result
    ) async throws -> Result {
        let task = Task { try await work() }
        let late = state.withLock { state in
            state.onFirst = { task.cancel() }
            return state.seen
        }
        if late { task.cancel() }
        return try await task.value
    }

    /// The work has ended: only a second signal ends the program from now on.
    package func workIsDone() { state.withLock { $0.workIsDone = true } }

    private func received() {
        let first = state.withLock { state -> (@Sendable () -> Void)? in
            defer { state.seen = true }
            return state.seen ? nil : state.onFirst
        }
        guard let first else { return endAtOnce() }
        first()
        queue.asyncAfter(deadline: .now() + Self.patience) {
            if !self.state.withLock({ $0.workIsDone }) { self.endAtOnce() }
        }
    }

    private func endAtOnce() {
        state.withLock(\.restore)()
        _exit(ExitCode.interrupted.rawValue)
    }
}
