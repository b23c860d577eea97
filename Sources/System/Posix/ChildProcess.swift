import CPosix
@preconcurrency import Dispatch
import Glibc
import Synchronization

/// A running program in a process group of its own.
///
/// It is waited for as soon as it ends, so it never stays a zombie; whatever is left of its group is killed then. It
/// goes on running when this object is let go: its owner has to `kill` it.
package final class ChildProcess: Sendable {
    private enum State {
        case running([@Sendable (ExitStatus) -> Void])
        case ended(ExitStatus)
    }

    package let id: Int32
    private let group: Int32
    private let sparesGroup = Atomic(false)
    private let state = Mutex(State.running([]))

    /// Starts `command`.
    /// - Parameter descriptors: the child's numbers (below 65536) and what stands behind them; 0, 1 and 2 default to
    ///   `/dev/null`, all others are closed.
    package convenience init(_ command: ChildCommand, descriptors: [Int32: Descriptor] = [:]) throws(PosixError) {
        try self.init(adopting: command.spawn(descriptors: descriptors), of: command.program)
    }

    /// Takes over a child of this process that somebody else has started, and that nobody else waits for.
    /// - Parameters:
    ///   - program: what it is, for an error.
    ///   - group: the process group that it is in; nil for its own.
    package init(adopting id: Int32, of program: String, group: Int32? = nil) throws(PosixError) {
        self.id = id
        self.group = group ?? id
        let pidfd = cposix_pidfd_open(id)
        guard pidfd >= 0 else {
            let failure = PosixError.last("pidfd_open", program)
            killAll()
            var status: Int32 = 0
            waitpid(id, &status, 0)
            throw failure
        }
        watch(Descriptor(owning: pidfd))
    }

    /// Calls `handler` once, on another thread or at once, when the process has ended.
    package func onExit(_ handler: @escaping @Sendable (ExitStatus) -> Void) {
        let ended = state.withLock { state -> ExitStatus? in
            switch state {
            case .running(let handlers):
                state = .running(handlers + [handler])
                return nil
            case .ended(let status):
                return status
            }
        }
        if let ended { handler(ended) }
    }

    /// Waits for the end; does not look at the task's cancellation.
    package func wait() async -> ExitStatus {
        await withCheckedContinuation { continuation in onExit { continuation.resume(returning: $0) } }
    }

    /// Kills the process and all of its group at once; does nothing when it has ended.
    package func kill() {
        state.withLock { if case .running = $0 { killAll() } }
    }

    /// Says whether others of the group shall outlive this process.
    package func spareGroup(_ spares: Bool) {
        sparesGroup.store(spares, ordering: .relaxed)
    }

    /// Sends `signal` to the process alone; does nothing when it has ended.
    package func send(signal: Int32) {
        state.withLock { if case .running = $0 { _ = Glibc.kill(id, signal) } }
    }

    /// Kills what is left of a process group of which nobody knows more, and waits for it in the background.
    ///
    /// To be called only while a process of the group is sure to be there, be it one that has ended.
    package static func killRest(ofGroup group: Int32) {
        Glibc.kill(-group, SIGKILL)
        DispatchQueue.global(qos: .utility).asyncAfter(deadline: .now() + 0.5) {
            var word: Int32 = 0
            while waitpid(-group, &word, WNOHANG) > 0 {}
        }
    }

    /// A process that has only just been forked may not lead its group yet.
    private func killAll() {
        _ = Glibc.kill(-group, SIGKILL)
        _ = Glibc.kill(id, SIGKILL)
    }

    private func watch(_ pidfd: Descriptor) {
        // Threads of another kind are busy with what children print.
        let source = DispatchSource.makeReadSource(
            fileDescriptor: pidfd.number, queue: .global(qos: .userInteractive))
        source.setEventHandler {
            source.cancel()
            self.reap()
        }
        source.setCancelHandler { withExtendedLifetime(pidfd) {} }
        source.activate()
    }

    /// The group is killed before the wait: until then the kernel cannot give its number to anybody else.
    private func reap() {
        let (handlers, status) = state.withLock { state -> ([@Sendable (ExitStatus) -> Void], ExitStatus) in
            guard case .running(let handlers) = state else { return ([], .exited(0)) }
            if !sparesGroup.load(ordering: .relaxed) { killAll() }
            var word: Int32 = 0
            while waitpid(id, &word, 0) < 0 && errno == EINTR {}
            let status = ExitStatus(statusWord: word)
            state = .ended(status)
            return (handlers, status)
        }
        for handler in handlers { handler(status) }
    }
}
