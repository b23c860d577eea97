@preconcurrency import Dispatch
import Glibc

/// One program from its start to its end, with its standard streams.
///
/// `@unchecked Sendable`: all state is touched on `queue` only.
final class ChildRun: @unchecked Sendable {
    private let queue = DispatchQueue(label: "rlm.child")
    private let command: ChildCommand
    private let outputLimit: Int
    private let timeout: Double?
    private let onOutput: (@Sendable ([UInt8]) -> Void)?
    private var input: ArraySlice<UInt8>
    private var process: ChildProcess?
    private var continuation: CheckedContinuation<ChildOutput, any Error>?
    private var output = ChildOutput(status: .exited(0))
    private var cancelled = false
    private var stdinWriter: (any DispatchSourceWrite)?
    private var stdoutReader: StreamReader?
    private var stderrReader: StreamReader?

    init(
        _ command: ChildCommand, input: [UInt8], outputLimit: Int, timeout: Double?,
        onOutput: (@Sendable ([UInt8]) -> Void)?
    ) {
        self.command = command
        self.input = input[...]
        self.outputLimit = outputLimit
        self.timeout = timeout
        self.onOutput = onOutput
    }

    func start(_ continuation: CheckedContinuation<ChildOutput, any Error>) {
        queue.async {
            self.continuation = continuation
            if self.cancelled { return self.finish(.failure(CancellationError())) }
            do throws(PosixError) {
                try self.launch()
            } catch {
                self.finish(.failure(error))
            }
        }
    }

    /// Kills the program at once; the run then ends with `CancellationError`.
    func cancel() {
        queue.async {
            self.cancelled = true
            self.process?.kill()
        }
    }

    private func launch() throws(PosixError) {
        BrokenPipes.ignore()
        let stdin = try Descriptor.pipe()
        let stdout = try Descriptor.pipe()
        let stderr = try Descriptor.pipe()
        try stdin.writing.setNonblocking()
        let process = try ChildProcess(command, descriptors: [0: stdin.reading, 1: stdout.writing, 2: stderr.writing])
        self.process = process
        feed(stdin.writing)
        stdoutReader = try StreamReader(stdout.reading, queue: queue) { self.take(stdout: $0) }
        stderrReader = try StreamReader(stderr.reading, queue: queue) { self.take(stderr: $0) }
        process.onExit { status in self.queue.async { self.ended(status) } }
        if let timeout {
            queue.asyncAfter(deadline: .now() + timeout) { [weak self] in
                guard let self, self.continuation != nil else { return }
                self.output.timedOut = true
                self.process?.kill()
            }
        }
    }

    private func feed(_ descriptor: Descriptor) {
        guard !input.isEmpty else { return }
        let source = DispatchSource.makeWriteSource(fileDescriptor: descriptor.number, queue: queue)
        source.setEventHandler {
            let count = self.input.withUnsafeBytes { try? descriptor.write($0) }
            self.input = self.input.dropFirst(count ?? self.input.count)
            if self.input.isEmpty { self.stopFeeding() }
        }
        source.setCancelHandler { withExtendedLifetime(descriptor) {} }
        source.activate()
        stdinWriter = source
    }

    private func stopFeeding() {
        stdinWriter?.cancel()
        stdinWriter = nil
    }

    private func take(stdout bytes: UnsafeRawBufferPointer) {
        onOutput?([UInt8](bytes))
        let room = min(bytes.count, max(0, outputLimit - output.stdout.count))
        output.stdout += bytes.prefix(room)
        output.droppedStdout += bytes.count - room
    }

    private func take(stderr bytes: UnsafeRawBufferPointer) {
        let room = min(bytes.count, max(0, outputLimit - output.stderr.count))
        output.stderr += bytes.prefix(room)
        output.droppedStderr += bytes.count - room
    }

    /// What the program wrote before its end is in the pipes already; a stray grandchild is not waited for.
    private func ended(_ status: ExitStatus) {
        output.status = status
        stdoutReader?.drain()
        stderrReader?.drain()
        finish(cancelled ? .failure(CancellationError()) : .success(output))
    }

    private func finish(_ result: Result<ChildOutput, any Error>) {
        stopFeeding()
        stdoutReader?.stop()
        stderrReader?.stop()
        (stdoutReader, stderrReader, process) = (nil, nil, nil)
        continuation?.resume(with: result)
        continuation = nil
    }
}
