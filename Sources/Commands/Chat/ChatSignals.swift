@preconcurrency import Dispatch
import Glibc
import Posix
import Synchronization

/// Ctrl-C and requests to end in a chat: Ctrl-C stops the answer, at the prompt it only wakes it; a request to end ends
/// the session, at once where it does not end by itself.
final class ChatSignals: Sendable {
    /// Seconds that stopping may take.
    private static let patience = 1.5

    private struct State {
        var isEnding = false
        var stops = 0
        var stopAnswer: (@Sendable () -> Void)?
        var wakePrompt: @Sendable () -> Void = {}
    }

    private let state = Mutex(State())
    private let queue = DispatchQueue(label: "rlm.signals")
    /// False where nobody types: then Ctrl-C is a request to end.
    private let isInteractive: Bool
    /// Puts the terminal in order before the program ends at once.
    private let restore: @Sendable () -> Void

    init(isInteractive: Bool, restore: @escaping @Sendable () -> Void) throws {
        self.isInteractive = isInteractive
        self.restore = restore
        try ProcessSignals.take([SIGINT, SIGTERM, SIGHUP], on: queue) { self.received($0) }
    }

    /// True once the session has to end.
    var isEnding: Bool { state.withLock { $0.isEnding } }

    /// What ends a reading at the prompt.
    func onPrompt(_ wake: @escaping @Sendable () -> Void) {
        state.withLock { $0.wakePrompt = wake }
    }

    /// Runs `work` as a task that Ctrl-C cancels.
    func stoppable<Result: Sendable>(_ work: @escaping @Sendable () async throws -> Result) async throws -> Result {
        let task = Task { try await work() }
        if begin(stoppingBy: { task.cancel() }) { task.cancel() }
        defer { end() }
        return try await task.value
    }

    // Not inlined, because a `Mutex` taken before an `await` and again behind it ends the program when the task goes on
    // in another thread: the optimiser keeps the address of the first thread's own variables, from which `Mutex` has
    // the number of the thread that locks, and unlocking reads that of the second. `.ci/suspensions` looks for it.

    /// - Returns: true when the session ends, so that nothing is to begin.
    @inline(never)
    private func begin(stoppingBy stop: @escaping @Sendable () -> Void) -> Bool {
        state.withLock { state in
            state.stopAnswer = stop
            state.stops = 0
            return state.isEnding
        }
    }

    @inline(never)
    private func end() {
        state.withLock { $0.stopAnswer = nil }
    }

    private func received(_ number: Int32) {
        let (stop, wake, endsNow) = state.withLock { state in
            let ends = number != SIGINT || !isInteractive
            let again = ends && state.isEnding
            if ends { state.isEnding = true }
            if state.stopAnswer != nil { state.stops += 1 }
            return (state.stopAnswer, state.wakePrompt, again || state.stops > 2)
        }
        if endsNow { return endAtOnce() }
        if let stop { stop() } else { wake() }
        guard number != SIGINT || !isInteractive else { return }
        queue.asyncAfter(deadline: .now() + Self.patience) { self.endAtOnce() }
    }

    private func endAtOnce() {
        restore()
        _exit(ExitCode.interrupted.rawValue)
    }
}
