import Corpus
@preconcurrency import Dispatch
import Glibc
import Posix

/// One worker from its start to its end: its cells, its sub-calls, its time.
///
/// `@unchecked Sendable`: all state is touched on `queue` only. It keeps itself alive until the worker has ended, which
/// its owner has to see to by `close`.
final class WorkerLink: @unchecked Sendable {
    private enum State {
        case starting([CheckedContinuation<Result<REPLSession.Environment, REPLError>, Never>])
        case up(REPLSession.Environment)
        case ended(reason: String, Result<REPLSession.Environment, REPLError>)
    }

    /// What the temporary folder may hold.
    private static let folderBytes = 64 << 20
    private static let folderFiles = 4096
    private static let startSeconds = 30.0
    private static let grace = Duration.seconds(2)
    private static let cancellationGrace = Duration.milliseconds(250)

    private let queue = DispatchQueue(label: "rlm.worker")
    private let settings: REPLSettings
    private let subcalls: REPLSession.SubcallHandler
    private let folder: PrivateFolder
    private var process: WorkerProcess?
    private var state = State.starting([])
    private var lossReason: String?
    private var cell: RunningCell?
    private var lastCell: UInt32 = 0
    private var timer: (any DispatchSourceTimer)?
    private var calls: [UInt32: Task<Void, Never>] = [:]
    private var watchesFolder = false
    private var isLoaded = false

    /// Starts the worker's program.
    /// - Parameter ownFileSystem: false leaves the temporary folder on the host's file system, as happens where the
    ///   kernel does not let the worker mount one of its own.
    init(
        program: WorkerProgram, corpus: Corpus, settings: REPLSettings, ownFileSystem: Bool = true,
        subcalls: @escaping REPLSession.SubcallHandler
    ) throws(PosixError) {
        BrokenPipes.ignore()
        self.settings = settings
        self.subcalls = subcalls
        folder = try PrivateFolder()
        let command = Self.command(
            program, folder: folder, bytes: ownFileSystem ? Self.folderBytes : 0, settings: settings)
        // On the queue, so that nothing is heard from the worker before `process` is set.
        let failure = queue.sync { self.launch(command, corpus) }
        if let failure {
            folder.remove()
            throw failure
        }
        queue.async { self.begin(corpus) }
    }

    /// Waits until the worker is up, or was.
    func environment() async throws(REPLError) -> REPLSession.Environment {
        try await withCheckedContinuation { continuation in
            queue.async {
                switch self.state {
                case .starting(let waiting): self.state = .starting(waiting + [continuation])
                case .up(let environment): continuation.resume(returning: .success(environment))
                case .ended(_, let result): continuation.resume(returning: result)
                }
            }
        }.get()
    }

    /// Runs one cell; there must be no other. In a worker that has ended it is lost at once.
    func run(_ source: String) async -> CellResult {
        await withCheckedContinuation { continuation in
            queue.async { self.start(source, continuation) }
        }
    }

    /// Interrupts the cell that runs, if any, and kills the worker if that does not help soon.
    func cancelCell() {
        queue.async {
            self.cancelCalls()
            guard self.cell != nil else { return }
            self.cell?.phase = .interrupting(killTime: .now + Self.cancellationGrace, reason: Loss.cancelled())
            self.process?.interrupt()
            self.startTimer(every: 0.05)
        }
    }

    /// Kills the worker at once.
    func close() {
        queue.async { self.lose(Loss.cancelled()) }
    }
}

// MARK: - Start and end

extension WorkerLink {
    private static func command(
        _ program: WorkerProgram, folder: PrivateFolder, bytes: Int, settings: REPLSettings
    ) -> ChildCommand {
        ChildCommand(
            program.path,
            [
                "\(getpid())", folder.path, "\(bytes)", "\(folderFiles)", "\(settings.memoryLimit)",
                program.packages,
            ],
            environment: ["LANG": "C.UTF-8", "HOME": folder.path, "TMPDIR": folder.path])
    }

    private func launch(_ command: ChildCommand, _ corpus: Corpus) -> PosixError? {
        do throws(PosixError) {
            process = try WorkerProcess(
                command, corpus: corpus, outputLimit: settings.outputLimit, queue: queue
            ) { [self] in handle($0) }
            return nil
        } catch {
            return error
        }
    }

    private func begin(_ corpus: Corpus) {
        let ranges = corpus.files.reduce(into: [UInt8]()) {
            $0.append(littleEndian: UInt64($1.range.lowerBound))
            $0.append(littleEndian: UInt64($1.range.upperBound))
        }
        let limits = [
            "\(settings.concurrency)", "\(settings.outputLimit)", "\(settings.cellTimeout)", "\(corpus.text.count)",
        ]
        let fields = limits.map { Array($0.utf8) } + [ranges] + corpus.files.map { Array($0.path.utf8) }
        process?.send(Frame(.setup, fields: fields))
        queue.asyncAfter(deadline: .now() + Self.startSeconds) { [weak self] in
            guard let self, !self.isLoaded else { return }
            self.lose("It did not come up within \(Self.startSeconds) seconds.")
        }
    }

    private func handle(_ event: WorkerProcess.Event) {
        switch event {
        case .message(.ready(let environment)): becomeReady(environment)
        case .message(.loaded): becomeLoaded()
        case .message(.done(let number, let report)): finish(number, report)
        case .message(.subcall(let number, let call)): start(call, number)
        case .violation(let violation): lose(Loss.violation(violation))
        case .ended(let status): ended(status)
        }
    }

    private func becomeReady(_ reported: REPLSession.Environment) {
        guard case .starting(let waiting) = state else {
            return lose(Loss.violation(ProtocolViolation("a second greeting")))
        }
        var environment = reported
        if let place = environment.missingLayers.firstIndex(where: { $0.hasPrefix(Sandbox.privateFolderLayer) }) {
            environment.missingLayers.remove(at: place)
            environment.sandboxLayers.append("watched temporary folder")
            watchesFolder = true
        }
        state = .up(environment)
        for continuation in waiting { continuation.resume(returning: .success(environment)) }
    }

    private func becomeLoaded() {
        guard case .up = state, !isLoaded else {
            return lose(Loss.violation(ProtocolViolation("a second word that it is loaded")))
        }
        isLoaded = true
        cell?.clock.waitEnded(at: .now)
    }

    /// Kills the worker for `reason`; what follows happens when it has ended.
    private func lose(_ reason: String) {
        if lossReason == nil { lossReason = reason }
        process?.kill()
    }

    private func ended(_ status: ExitStatus) {
        let output = process?.takeOutput() ?? (stdout: "", stderr: "")
        let reason = lossReason ?? Loss.ended(status)
        switch state {
        case .starting(let waiting):
            let failure = Result<REPLSession.Environment, REPLError>.failure(
                REPLError(
                    .startFailed, "The Python worker did not come up: \(lossReason ?? "\(status)") \(output.stderr)",
                    hint: "Run `rlm doctor` to see what is missing."))
            for continuation in waiting { continuation.resume(returning: failure) }
            state = .ended(reason: reason, failure)
        case .up(let environment): state = .ended(reason: Loss.whileIdle(reason), .success(environment))
        case .ended: break
        }
        cancelCalls()
        stopTimer()
        cell?.lose(reason, output: output)
        cell = nil
        process = nil
        folder.remove()
    }
}

// MARK: - Cells

extension WorkerLink {
    private func start(_ source: String, _ continuation: CheckedContinuation<CellResult, Never>) {
        lastCell += 1
        let running = RunningCell(
            number: lastCell, continuation: continuation,
            clock: CellClock(start: .now, waits: calls.count + (isLoaded ? 0 : 1)))
        if case .ended(let reason, _) = state { return running.lose(reason, output: ("", "")) }
        cell = running
        process?.send(Frame(.cell, number: lastCell, texts: [source]))
        startTimer(every: min(0.1, settings.cellTimeout / 4))
    }

    private func finish(_ number: UInt32, _ report: CellReport) {
        guard let cell, cell.number == number else {
            return lose(Loss.violation(ProtocolViolation("a report of a cell that does not run")))
        }
        guard let process else { return }
        stopTimer()
        self.cell = nil
        cell.finish(report, output: process.takeOutput())
    }

    private func startTimer(every seconds: Double) {
        stopTimer()
        let timer = DispatchSource.makeTimerSource(queue: queue)
        timer.schedule(deadline: .now() + seconds, repeating: seconds)
        timer.setEventHandler { [unowned self] in tick() }
        timer.activate()
        self.timer = timer
    }

    private func stopTimer() {
        timer?.cancel()
        timer = nil
    }

    private func tick() {
        guard let cell else { return }
        if watchesFolder && folder.exceeds(bytes: Self.folderBytes, files: Self.folderFiles) {
            return lose(Loss.fullFolder(bytes: Self.folderBytes, files: Self.folderFiles))
        }
        switch cell.phase {
        case .running:
            guard cell.clock.computed(at: .now).seconds >= settings.cellTimeout else { return }
            let reason = Loss.uninterruptible(seconds: settings.cellTimeout)
            self.cell?.phase = .interrupting(killTime: .now + Self.grace, reason: reason)
            process?.interrupt()
        case .interrupting(let killTime, let reason):
            if .now >= killTime { lose(reason) } else { process?.interrupt() }
        }
    }
}

// MARK: - Sub-calls

extension WorkerLink {
    private func start(_ call: Subcall, _ number: UInt32) {
        guard case .up = state, lossReason == nil else { return }
        guard calls[number] == nil, calls.count < settings.concurrency else {
            return lose(Loss.violation(ProtocolViolation("more calls than may be under way at once")))
        }
        cell?.clock.waitStarted(at: .now)
        calls[number] = Task { [subcalls] in
            let reply = await subcalls(call)
            self.queue.async { self.answer(number, reply) }
        }
    }

    private func answer(_ number: UInt32, _ reply: SubcallReply) {
        guard calls.removeValue(forKey: number) != nil else { return }
        cell?.clock.waitEnded(at: .now)
        let fields: [[UInt8]] =
            switch reply {
            case .text(let text): [[0], Array(text.utf8)]
            case .failure(let message): [[1], Array(message.utf8)]
            }
        process?.send(Frame(.reply, number: number, fields: fields))
    }

    private func cancelCalls() {
        for call in calls.values { call.cancel() }
    }
}
