@preconcurrency import Dispatch
import Glibc
import Posix

/// The copy that a worker makes of itself before a cell: when it has come, or better, while it is awaited.
extension WorkerProcess {
    /// The signal that a copy sleeps until.
    private static let wakingSignal = SIGUSR2

    var hasCopy: Bool { copy != nil }

    /// Begins to answer the worker's questions, once it is up, and so has sent where they come, and its process is known.
    func listen() {
        guard isUp, questions == nil, case .running(let process) = life,
            let listener = try? questionSocket.receivePacket(capacity: 8).descriptors.first
        else { return }
        questions = ForkQuestions(listener, process: process.id, queue: queue)
        questions?.mayFork = awaitsCopy
    }

    /// Lets the worker make one copy of itself, which may outlive it before the worker could tell of it.
    func allowCopy() {
        questions?.mayFork = true
        awaitsCopy = true
        if case .running(let process) = life { process.spareGroup(true) }
    }

    /// The worker has made a copy and not told which process it is.
    var madeUntoldCopy: Bool { awaitsCopy && questions.map { !$0.mayFork } ?? false }

    /// Takes over the copy that the worker says to have made: it has to be a process of this worker, which may have
    /// been told by a cell to name another.
    func keepCopy(_ id: Int32?) throws(ProtocolViolation) {
        guard awaitsCopy, case .running(let process) = life else {
            throw ProtocolViolation("word of a copy that nobody asked for")
        }
        let wasMade = madeUntoldCopy
        questions?.mayFork = false
        awaitsCopy = false
        guard let id else {
            if wasMade { throw ProtocolViolation("no word of the copy that it made") }
            process.spareGroup(false)
            return
        }
        guard wasMade, id > 0, id != process.id, getpgid(id) == group,
            let copy = try? ChildProcess(adopting: id, of: "the copy of Python", group: group)
        else { throw ProtocolViolation("word of a copy that is none") }
        copy.spareGroup(true)
        copy.onExit { [self] status in queue.async { self.ended(copy, status) } }
        self.copy = copy
    }

    /// Ends the copy, since the cell has come to its end.
    /// - Returns: false when the worker has not told of the process that it was allowed to make.
    func dropCopy() -> Bool {
        if madeUntoldCopy { return false }
        questions?.mayFork = false
        awaitsCopy = false
        if case .running(let process) = life { process.spareGroup(false) }
        // To take a process down costs more than to go on, which whoever waits for the cell can do meanwhile.
        if let copy { queue.async { copy.send(signal: SIGKILL) } }
        copy = nil
        return true
    }

    /// Kills the process that runs the cell, and not its copy.
    func killCell() {
        if case .running(let process) = life { process.send(signal: SIGKILL) }
    }

    /// Has the copy go on in place of the process that has ended; nothing of what was sent before reaches it.
    func wakeCopy() {
        guard case .running(let copy) = life else { return }
        writer.dropUnsent()
        frames = FrameReader()
        trusted = true
        copy.spareGroup(false)
        questions?.process = copy.id
        copy.send(signal: Self.wakingSignal)
    }
}
