import Glibc
import Posix

extension Enclosure {
    /// Runs `command` in the sandbox to its end; nothing of it is left running then.
    /// - Parameters:
    ///   - folder: where relative paths of the overlay start.
    ///   - onOutput: called with each piece of output as it arrives, on another thread.
    /// - Throws: `GateError` when the sandbox cannot be made, `CancellationError` when the task was cancelled.
    package func run(
        _ command: [String], limits: SandboxLimits, in folder: String,
        onOutput: @escaping @Sendable ([UInt8]) -> Void = { _ in }
    ) async throws -> EnclosedRun {
        let line = commandLine(command, limits: limits)
        let captured = CapturedOutput(limit: limits.output, onOutput: onOutput)
        let began = ContinuousClock.now
        let child = try start(line, in: folder, captured)
        let writable = bindings.filter(\.writable).map(\.source)
        let watch = SandboxWatch(process: RunningProcess(child.id), limits: limits, writable: writable)
        let watching = Task { await Self.watch(child, watch, captured, since: began) }
        let status = await withTaskCancellationHandler {
            await child.wait()
        } onCancel: {
            child.kill()
        }
        watching.cancel()
        let breach = await watching.value
        let output = await captured.finish()
        try Task.checkCancellation()
        return EnclosedRun(
            status: status, output: output.bytes, dropped: output.dropped, breach: breach,
            seconds: began.duration(to: .now) / .seconds(1), longestSilence: output.longestSilence)
    }

    private func start(_ line: [String], in folder: String, _ captured: CapturedOutput) throws -> ChildProcess {
        let (reading, writing) = try Descriptor.pipe()
        try captured.start(reading)
        // What is in the sandbox can read the variables of the process that made it, so that one has none either.
        let path = getenv("PATH").map { String(cString: $0) } ?? "/usr/local/bin:/usr/bin:/bin"
        let command = ChildCommand(
            line[0], Array(line.dropFirst()), environment: ["PATH": path], directory: folder)
        do {
            return try ChildProcess(command, descriptors: [1: writing, 2: writing])
        } catch {
            throw GateError("the sandbox cannot be started: \(error). Install bubblewrap and util-linux")
        }
    }

    /// Kills the sandbox when it passes a limit, and says which; nil when it ended before.
    private static func watch(
        _ child: ChildProcess, _ watch: SandboxWatch, _ captured: CapturedOutput, since began: ContinuousClock.Instant
    ) async -> EnclosedRun.Breach? {
        var looks = 0
        while (try? await Task.sleep(for: .milliseconds(200))) != nil {
            looks += 1
            let breach = watch.breach(
                seconds: began.duration(to: .now) / .seconds(1), silence: captured.silence,
                looksAtDisk: looks % 5 == 0)
            guard let breach else { continue }
            child.kill()
            return breach
        }
        return nil
    }
}
