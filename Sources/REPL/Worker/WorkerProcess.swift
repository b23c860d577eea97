import Corpus
@preconcurrency import Dispatch
import Glibc
import Posix

/// A worker on its way up or running, with its socket and its output streams; knows nothing of cells.
///
/// `@unchecked Sendable`: used on `queue` only. It lives until the process has ended.
final class WorkerProcess: @unchecked Sendable {
    enum Event {
        case message(WorkerMessage)
        case violation(ProtocolViolation)
        /// All that the worker sent and printed before has been handed on.
        case ended(ExitStatus)
        /// The same of the process that ran a cell; its copy sleeps in its place, to be woken or killed.
        case copyLeft(ExitStatus)
        /// There is no process, because of this.
        case failed(String)
    }

    enum Life {
        case starting
        case running(ChildProcess)
        case ended
    }

    var life = Life.starting
    let questionSocket: Descriptor
    var questions: ForkQuestions?
    var group: Int32 = 0
    var copy: ChildProcess?
    /// The worker has said that it is up; its process may be told of later.
    var isUp = false
    /// A copy may be made, or was made, of which the worker has not told yet.
    var awaitsCopy = false
    let queue: DispatchQueue
    let writer: SocketWriter
    private let outputLimit: Int
    private let onEvent: (Event) -> Void
    var frames = FrameReader()
    private var stdout: CutOutput
    private var stderr: CutOutput
    private var streams: [StreamReader] = []
    var trusted = true

    /// Asks for a fork of `template`; what is sent before it is there reaches it.
    /// - Parameters:
    ///   - request: what the fork is told.
    ///   - onEvent: called on `queue`, never from inside `init`.
    init(
        _ template: WorkerTemplate, _ request: [UInt8], corpus: Corpus, strings: SharedMemory?, outputLimit: Int,
        queue: DispatchQueue,
        onEvent: @escaping (Event) -> Void
    ) throws(PosixError) {
        let (socket, workerSocket) = try Descriptor.socketPair()
        let shared = [corpus.text.descriptor, strings?.descriptor, corpus.text.filePart?.file.number]
        let memories = try shared.compactMap { $0 }.map { (number) throws(PosixError) in
            try Descriptor.reopenForReading(number)
        }
        let output = try Descriptor.pipe()
        let errors = try Descriptor.pipe()
        let (questionSocket, workerQuestions) = try Descriptor.packetPair()
        try socket.setNonblocking()
        try questionSocket.setNonblocking()
        self.questionSocket = questionSocket
        self.queue = queue
        self.onEvent = onEvent
        self.outputLimit = outputLimit
        writer = SocketWriter(socket, queue: queue)
        stdout = CutOutput(limit: outputLimit)
        stderr = CutOutput(limit: outputLimit)
        streams = try [
            StreamReader(socket, queue: queue) { [unowned self] in receive($0) },
            StreamReader(output.reading, queue: queue) { [unowned self] in stdout.append($0) },
            StreamReader(errors.reading, queue: queue) { [unowned self] in stderr.append($0) },
        ]
        let descriptors = [output.writing, errors.writing, workerSocket] + memories + [workerQuestions]
        template.fork(request, descriptors: descriptors) { [self] result in
            queue.async { self.started(result) }
        }
    }

    private func started(_ result: Result<ChildProcess, WorkerTemplate.Failure>) {
        switch (result, life) {
        case (.success(let process), .starting):
            life = .running(process)
            group = process.id
            process.spareGroup(awaitsCopy)
            listen()
            process.onExit { [self] status in queue.async { self.ended(process, status) } }
        case (.failure(let failure), .starting): ended(.failed(failure.description))
        case (.success(let process), _): process.kill()
        case (.failure, _): break
        }
    }

    func send(_ frame: Frame) { send([frame]) }

    /// Sends several at once.
    func send(_ frames: [Frame]) {
        writer.send(frames.count == 1 ? frames[0].encoded() : frames.flatMap { $0.encoded() })
    }

    /// What was printed since the last call, up to now.
    func takeOutput() -> (stdout: String, stderr: String) {
        for stream in streams.dropFirst() { stream.drain() }
        defer {
            stdout = CutOutput(limit: outputLimit)
            stderr = CutOutput(limit: outputLimit)
        }
        return (stdout.text, stderr.text)
    }

    /// Asks the worker to stop its cell, by the signal that its Python handles.
    func interrupt() {
        if case .running(let process) = life { process.send(signal: SIGUSR1) }
    }

    /// Kills the worker and its copy at once, or as soon as it is there.
    func kill() {
        switch life {
        case .running(let process):
            process.kill()
            copy?.kill()
        case .starting: queue.async { self.ended(.failed("It was not waited for.")) }
        case .ended: break
        }
    }

    private func receive(_ bytes: UnsafeRawBufferPointer) {
        guard trusted else { return }
        frames.append(bytes)
        do throws(ProtocolViolation) {
            while let frame = try frames.next() {
                let message = try WorkerMessage(frame)
                if case .ready = message {
                    isUp = true
                    listen()
                }
                onEvent(.message(message))
            }
        } catch {
            trusted = false
            onEvent(.violation(error))
        }
    }

    func ended(_ process: ChildProcess, _ status: ExitStatus) {
        guard case .running(let current) = life, current === process else {
            if copy === process { _ = dropCopy() }
            return
        }
        // The last words may be the end of the cell, with which the copy goes.
        streams.first?.drain()
        guard let copy else { return ended(.ended(status)) }
        life = .running(copy)
        self.copy = nil
        onEvent(.copyLeft(status))
    }

    private func ended(_ event: Event) {
        if case .ended = life { return }
        life = .ended
        streams.first?.drain()
        onEvent(event)
        for stream in streams { stream.stop() }
        if madeUntoldCopy { ChildProcess.killRest(ofGroup: group) }
        questions = nil
    }
}
