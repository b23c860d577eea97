import Corpus
@preconcurrency import Dispatch
import Posix
import Synchronization

/// One worker from its start to its end: its cells, its sub-calls, its time.
///
/// `@unchecked Sendable`: all state is touched on `queue` only. It keeps itself alive until the worker has ended, which
/// its owner has to see to by `close`.
final class WorkerLink: @unchecked Sendable {
    enum State {
        case starting([CheckedContinuation<Result<REPLSession.Environment, REPLError>, Never>])
        case up(REPLSession.Environment)
        case ended(reason: String, Result<REPLSession.Environment, REPLError>)
    }

    /// What the temporary folder may hold.
    static let folderBytes = 64 << 20
    static let folderFiles = 4096
    static let startSeconds = 30.0
    static let longestGrace = 2.0
    static let cancellationGrace = Duration.milliseconds(400)
    static let restorationTime = Duration.seconds(10)
    static let mostUndoneInARow = 3

    let queue = DispatchQueue(label: "rlm.worker")
    let settings: REPLSettings
    let subcalls: REPLSession.SubcallHandler
    let folder: PrivateFolder
    var process: WorkerProcess?
    var state = State.starting([])
    /// Why the worker is being killed, all of it.
    var lossReason: String?
    /// Why the process that runs a cell is being killed, while a copy of it goes on.
    var stopReason: String?
    /// Cells one after another that were undone.
    var undoneInARow = 0
    /// How often a copy has taken the worker's place.
    var restorations = 0
    var cell: RunningCell?
    var lastCell: UInt32 = 0
    var timer: (any DispatchSourceTimer)?
    var calls: [UInt32: Task<Void, Never>] = [:]
    /// Calls sent ahead, ended or not, of which it is not known yet whether the code asks for them.
    var anticipations: [UInt32: Anticipation] = [:]
    let anticipationLine = AnticipationLine()
    /// Replies that wait for the queue to send them; from any thread.
    let replies = Mutex<[(restorations: Int, frame: Frame)]>([])
    var watchesFolder = false
    var isLoaded = false

    /// Starts the worker.
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
        let request = request(folderBytes: ownFileSystem ? Self.folderBytes : 0)
        // Strings that have to be written take a while, in which the model can be asked already, and the worker given up.
        let place = settings.mapTexts && corpus.hasWideStrings ? DispatchQueue.global(qos: .userInitiated) : queue
        place.async {
            let strings = Result { () throws(PosixError) in
                settings.mapTexts ? try corpus.stringTable() : StringTable.none
            }
            // On the queue, so that nothing is heard from the worker before `process` is set.
            self.queue.async { self.launch(.of(program), request, corpus, strings) }
        }
    }

    /// Waits until the worker is up, or was. Cancelling the task kills a worker that is not up yet.
    func environment() async throws(REPLError) -> REPLSession.Environment {
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                queue.async {
                    switch self.state {
                    case .starting(let waiting): self.state = .starting(waiting + [continuation])
                    case .up(let environment): continuation.resume(returning: .success(environment))
                    case .ended(_, let result): continuation.resume(returning: result)
                    }
                }
            }
        } onCancel: {
            queue.async { if case .starting = self.state { self.lose(Loss.cancelled()) } }
        }
        return try result.get()
    }

    /// Runs one cell; there must be no other. In a worker that has ended it is lost at once.
    ///
    /// Cancelling the task interrupts the cell, and kills the worker if that does not help soon; the result then does
    /// not matter.
    func run(_ source: String) async -> CellResult {
        let request = CellRequest(source: source)
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                queue.async { self.start(request, continuation) }
            }
        } onCancel: {
            queue.async { self.cancel(request) }
        }
    }

    /// Kills the worker at once, and removes its folder where that need not wait for its end.
    ///
    /// When this returns the process may exit and leaves nothing behind.
    /// - Returns: the calls under way, which were told to end.
    @discardableResult
    func close() -> [Task<Void, Never>] {
        queue.sync {
            self.lose(Loss.cancelled())
            self.cancelCalls()
            if !self.watchesFolder { self.folder.remove() }
            return Array(self.calls.values)
        }
    }

    /// Kills the worker soon; from any thread, this link's own queue included.
    func abandon() {
        queue.async { self.lose(Loss.cancelled()) }
    }
}
