@preconcurrency import Dispatch
import Glibc
import Synchronization

/// Ctrl-C and requests to end: the first one stops the work, the second one, or work that does not stop, the program.
package final class Interruption: Sendable {
    /// Seconds that stopping may take.
    private static let patience = 0.9

    private struct State {
        var sources: [any DispatchSourceSignal] = []
        var seen = false
        var workIsDone = false
        var onFirst: @Sendable () -> Void = {}
    }

    private let state = Mutex(State())
    private let queue = DispatchQueue(label: "rlm.signals")
    /// Puts the terminal in order before the program ends at once.
    private let restore: @Sendable () -> Void

    /// Takes over SIGINT, SIGTERM and, unless the caller ignores it as `nohup` does, SIGHUP.
    package init(restore: @escaping @Sendable () -> Void) {
        self.restore = restore
        var current = sigaction()
        sigaction(SIGHUP, nil, &current)
        let hangupIgnored = unsafeBitCast(current.__sigaction_handler.sa_handler, to: Int.self) == 1
        for number in [SIGINT, SIGTERM] + (hangupIgnored ? [] : [SIGHUP]) {
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
            source.setEventHandler { [weak self] in self?.received() }
            source.activate()
            state.withLock { $0.sources.append(source) }
        }
    }

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
        restore()
        _exit(ExitCode.interrupted.rawValue)
    }
}
