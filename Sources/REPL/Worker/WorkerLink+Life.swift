import Corpus
@preconcurrency import Dispatch
import Glibc
import Posix

/// The worker's coming up and its end.
extension WorkerLink {
    /// What a fork is told, with zero bytes between the fields.
    func request(folderBytes: Int) -> [UInt8] {
        let fields = [folder.path, "\(folderBytes)", "\(Self.folderFiles)", "\(settings.memoryLimit)"]
        return Array(fields.joined(separator: "\0").utf8)
    }

    /// Starts the worker, unless it was given up meanwhile, and tells it of the corpus.
    /// - Parameter strings: those that the worker is to share.
    func launch(
        _ template: WorkerTemplate, _ request: [UInt8], _ corpus: Corpus, _ strings: Result<StringTable, PosixError>
    ) {
        guard case .starting = state else { return }
        do throws(PosixError) {
            let strings = try strings.get()
            process = try WorkerProcess(
                template, request, corpus: corpus, strings: strings.memory, outputLimit: settings.outputLimit,
                queue: queue
            ) { [self] in handle($0) }
            begin(corpus, strings)
            if let cell { send(cell) }
        } catch {
            ended("\(error)", status: "\(error)")
        }
    }

    private func begin(_ corpus: Corpus, _ strings: StringTable) {
        let ranges = corpus.files.reduce(into: [UInt8]()) {
            $0.append(littleEndian: UInt64($1.range.lowerBound))
            $0.append(littleEndian: UInt64($1.range.upperBound))
        }
        let limits = [
            "\(settings.concurrency)", "\(settings.outputLimit)", "\(settings.cellTimeout)",
            settings.batchCalls ? "1" : "0",
            Self.described(corpus.text, as: 4, filePart: strings.memory == nil ? 5 : 6),
            strings.memory.map { Self.described($0, as: 5) } ?? "",
            settings.question,
        ]
        let fields =
            limits.map { Array($0.utf8) } + [ranges, Self.encoded(strings)] + corpus.files.map { Array($0.path.utf8) }
        process?.send(Frame(.setup, fields: fields))
        queue.asyncAfter(deadline: .now() + Self.startSeconds) { [weak self] in
            guard let self, !self.isLoaded else { return }
            self.lose("It did not come up within \(Self.startSeconds) seconds.")
        }
    }

    /// What a worker needs to know to map a memory that it gets as `number`.
    private static func described(_ memory: SharedMemory, as number: Int, filePart: Int = -1) -> String {
        let shared = memory.filePart?.range ?? 0..<0
        return "\(number) \(memory.origin) \(memory.count) \(filePart) \(shared.lowerBound) \(shared.count)"
    }

    /// For each string where it stands in the corpus, its width, its place and its characters.
    private static func encoded(_ strings: StringTable) -> [UInt8] {
        var bytes: [UInt8] = []
        for entry in strings.entries {
            let (range, width) = (entry.range, Int(entry.width.rawValue))
            for number in [range.lowerBound, range.upperBound, width, entry.offset, entry.characterCount] {
                bytes.append(littleEndian: UInt64(number))
            }
        }
        return bytes
    }

    func handle(_ event: WorkerProcess.Event) {
        switch event {
        case .message(.ready(let environment)): becomeReady(environment)
        case .message(.loaded): becomeLoaded()
        case .message(.done(let number, let report)): finish(number, report)
        case .message(.subcall(let number, let call)): start(call, number)
        case .message(.asked(let number)): settle(number, isAsked: true)
        case .message(.withdrawn(let number)): withdraw(number)
        case .message(.kept(let id)): keep(id)
        case .message(.restored): restored()
        case .violation(let violation): stop(Loss.violation(violation))
        case .copyLeft(let status): copyLeft(Loss.ended(status), status)
        case .ended(let status): ended(Loss.ended(status), status: "\(status)")
        case .failed(let failure): ended(failure, status: failure)
        }
    }

    func becomeReady(_ reported: REPLSession.Environment) {
        // One that is being killed is not up, whatever it still says: nobody is to send it a cell.
        if lossReason != nil { return }
        guard case .starting(let waiting) = state else {
            return lose(Loss.violation(ProtocolViolation("a second greeting")))
        }
        var environment = reported
        if !settings.mapTexts { environment.textCopies = "the setting worker.map-texts is false" }
        if let place = environment.missingLayers.firstIndex(where: { $0.hasPrefix(Sandbox.privateFolderLayer) }) {
            environment.missingLayers.remove(at: place)
            environment.sandboxLayers.append("watched temporary folder")
            watchesFolder = true
        }
        state = .up(environment)
        for continuation in waiting { continuation.resume(returning: .success(environment)) }
    }

    func becomeLoaded() {
        guard case .up = state, !isLoaded else {
            return lose(Loss.violation(ProtocolViolation("a second word that it is loaded")))
        }
        isLoaded = true
        cell?.clock.waitEnded(at: .now)
    }

    /// Kills the worker for `reason`; what follows happens when it has ended.
    func lose(_ reason: String) {
        if lossReason == nil { lossReason = reason }
        if let process { return process.kill() }
        if case .starting = state { ended(reason, status: reason) }
    }

    func ended(_ cause: String, status: String) {
        let output = process?.takeOutput() ?? (stdout: "", stderr: "")
        let reason = Loss.replaced(lossReason ?? cause)
        endState(reason, failure: "\(lossReason ?? status) \(output.stderr)")
        cancelCalls()
        forgetAnticipations()
        stopTimer()
        if case .restoring(_, let first, let output) = cell?.phase {
            cell?.lose(Loss.replaced(first), output: output)
        } else {
            cell?.lose(reason, output: output)
        }
        cell = nil
        process = nil
        folder.remove()
    }

    /// A worker that ends before it is loaded did not come up, and the next one would not either.
    private func endState(_ reason: String, failure text: String) {
        let failure = Result<REPLSession.Environment, REPLError>.failure(
            REPLError(
                .startFailed, "The Python worker did not come up: \(text)",
                hint: "Run `rlm doctor` to see what is missing."))
        switch state {
        case .starting(let waiting):
            for continuation in waiting { continuation.resume(returning: failure) }
            state = .ended(reason: reason, failure)
        case .up(let environment):
            state = .ended(reason: Loss.whileIdle(reason), isLoaded ? .success(environment) : failure)
        case .ended: break
        }
    }
}
