extension ChildProcess {
    /// Runs `command` to its end.
    ///
    /// The program's whole process group is killed when the program ends, when the time is over, or at once when
    /// the calling task is cancelled.
    /// - Parameters:
    ///   - input: what the program reads from standard input.
    ///   - outputLimit: bytes kept of each of standard output and standard error.
    ///   - timeout: seconds after which the program is killed; nil waits for ever.
    ///   - onOutput: called in order with each piece of standard output as it arrives, on another thread.
    /// - Throws: `PosixError` when the program cannot be started, `CancellationError` when the task was cancelled.
    package static func run(
        _ command: ChildCommand, input: [UInt8] = [], outputLimit: Int = 1 << 24, timeout: Double? = nil,
        onOutput: (@Sendable ([UInt8]) -> Void)? = nil
    ) async throws -> ChildOutput {
        let run = ChildRun(command, input: input, outputLimit: outputLimit, timeout: timeout, onOutput: onOutput)
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { run.start($0) }
        } onCancel: {
            run.cancel()
        }
    }
}
