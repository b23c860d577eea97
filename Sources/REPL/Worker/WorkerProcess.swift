import Corpus
@preconcurrency import Dispatch
import Glibc
import Posix

/// A running `rlm-repl` with its socket and its output streams; knows nothing of cells.
///
/// `@unchecked Sendable`: used on `queue` only. It lives until the program has ended.
final class WorkerProcess: @unchecked Sendable {
    enum Event {
        case message(WorkerMessage)
        case violation(ProtocolViolation)
        /// All that the worker sent and printed before has been handed on.
        case ended(ExitStatus)
    }

    private let process: ChildProcess
    private let queue: DispatchQueue
    private let writer: SocketWriter
    private let outputLimit: Int
    private let onEvent: (Event) -> Void
    private var frames = FrameReader()
    private var stdout: CutOutput
    private var stderr: CutOutput
    private var streams: [StreamReader] = []
    private var trusted = true

    /// Starts the program.
    /// - Parameter onEvent: called on `queue`, never from inside `init`.
    init(
        _ command: ChildCommand, corpus: Corpus, outputLimit: Int, queue: DispatchQueue,
        onEvent: @escaping (Event) -> Void
    ) throws(PosixError) {
        let (socket, workerSocket) = try Descriptor.socketPair()
        let text = try Descriptor.reopenForReading(corpus.text.descriptor)
        let output = try Descriptor.pipe()
        let errors = try Descriptor.pipe()
        try socket.setNonblocking()
        process = try ChildProcess(
            command, descriptors: [1: output.writing, 2: errors.writing, 3: workerSocket, 4: text])
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
        process.onExit { [self] status in queue.async { self.ended(status) } }
    }

    func send(_ frame: Frame) {
        writer.send(frame.encoded())
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
        process.send(signal: SIGUSR1)
    }

    /// Kills the worker at once.
    func kill() {
        process.kill()
    }

    private func receive(_ bytes: UnsafeRawBufferPointer) {
        guard trusted else { return }
        frames.append(bytes)
        do throws(ProtocolViolation) {
            while let frame = try frames.next() {
                let message = try WorkerMessage(frame)
                onEvent(.message(message))
            }
        } catch {
            trusted = false
            onEvent(.violation(error))
        }
    }

    private func ended(_ status: ExitStatus) {
        streams.first?.drain()
        onEvent(.ended(status))
        for stream in streams { stream.stop() }
    }
}
