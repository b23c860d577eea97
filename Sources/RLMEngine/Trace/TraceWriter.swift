@preconcurrency import Dispatch
import FoundationEssentials
import Glibc
import LanguageModels
import REPL
import Synchronization

/// Writes a run's events as JSON lines, each step on disk before the next begins.
///
/// Every line has a `type`. The lines of type `metadata` and `iteration` alone are a log of the official RLM
/// visualizer (`grep -E '^\{"type":"(metadata|iteration)"' trace > log.jsonl`); the others are the single steps:
/// `reply`, `cell`, `subcall`, `retry`, `notice` and `answer`, each with its `time` (seconds since the start) and
/// `depth`. An `iteration`'s `prompt` holds the messages added since the iteration before. `setup`, which comes first,
/// and `call`, each call to a model with a digest of its request, are what a replay needs besides.
package final class TraceWriter: Sendable {
    /// The trace could not be opened or written.
    package struct Failure: Error, CustomStringConvertible, Equatable {
        package var path: String
        package var code: Int32
        package var description: String {
            "the trace \(path) cannot be written: \(String(cString: strerror(code)))"
        }
    }

    private struct State {
        var iteration: TraceIteration?
        var openSubcalls: [Int: Subcall] = [:]
        var finishedSubcalls: [TraceCall] = []
        var failure: Failure?
    }

    package let path: String
    private let descriptor: Int32
    private let state = Mutex(State())
    /// Writes in the order of the events, while the run goes on.
    private let queue = DispatchQueue(label: "rlm.trace")
    private let waiting = Atomic(0)
    /// Events that may wait to be written; beyond, the run waits.
    private static let mostWaiting = 256

    /// Creates the file, readable by its owner alone, or empties it.
    package init(path: String) throws(Failure) {
        self.path = path
        descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Failure(path: path, code: errno) }
    }

    deinit { close(descriptor) }

    /// The first error of writing; from there on the file is incomplete.
    package var failure: Failure? { queue.sync { state.withLock { $0.failure } } }

    /// Takes one event; to be called in order. A step of a root model is on disk when this returns, a sub-call soon.
    package func record(_ event: Event) {
        switch event.kind {
        case .modelText, .usage, .cellStarted: return
        default: break
        }
        enqueue(flush: Self.isStep(event.kind)) { state in
            for line in Self.lines(for: event, &state) { self.append(line, &state) }
        }
    }

    /// Does `work` in its turn, and waits for it if it is to be on disk at once or too much waits already.
    private func enqueue(flush: Bool, _ work: @escaping @Sendable (inout State) -> Void) {
        let count = waiting.add(1, ordering: .relaxed).newValue
        queue.async {
            self.state.withLock { work(&$0) }
            self.waiting.subtract(1, ordering: .relaxed)
        }
        if flush || count > Self.mostWaiting { queue.sync {} }
    }

    private static func isStep(_ kind: Event.Kind) -> Bool {
        switch kind {
        case .modelReplied, .cellFinished, .answered: true
        default: false
        }
    }

    /// Writes what has to be the same for the run to go the same way again; to be done before the run.
    package func record(_ setup: RunSetup) {
        enqueue(flush: true) { self.append(Self.line("setup", setup), &$0) }
    }

    /// Writes a call to a model, as it came back, behind the events before it.
    func record(_ call: RecordedCall) {
        enqueue(flush: false) { self.append(Self.line("call", call), &$0) }
    }

    private static func lines(for event: Event, _ state: inout State) -> [String] {
        switch event.kind {
        case .started(let description):
            return [line("metadata", TraceMetadata(description))]
        case .iterationStarted(let number, _, let messages):
            let done = event.depth == 0 ? finishIteration(&state) : []
            if event.depth == 0 { state.iteration = TraceIteration(number: number, messages: messages, event.time) }
            return done
        case .modelReplied(let reply, let seconds):
            if event.depth == 0 { state.iteration?.response = reply.text }
            return [line("reply", TraceReply(event, reply, seconds: seconds))]
        case .replyCutShort(let reply, let request, let model):
            var call = RecordedCall(request, model: model, .success(reply))
            call.isPartial = true
            return [line("call", call)]
        case .cellFinished(let result, let code):
            if event.depth == 0 {
                state.iteration?.codeBlocks.append(TraceBlock(code: code, result, calls: state.finishedSubcalls))
                state.finishedSubcalls = []
            }
            return [line("cell", TraceCell(event, code: code, result))]
        case .cellInterrupted(let result, let code):
            return [line("cell", TraceCell(event, code: code, result, isInterrupted: true))]
        case .subcallStarted(let id, let subcall):
            state.openSubcalls[id] = subcall
            return []
        case .subcallFinished(let id, let reply, let usage, let seconds, let answeredBy):
            guard let subcall = state.openSubcalls.removeValue(forKey: id) else { return [] }
            let call = TraceCall(subcall, reply, usage, seconds: seconds, answeredBy: answeredBy)
            if event.depth == 0 { state.finishedSubcalls.append(call) }
            return [line("subcall", TraceSubcall(event, id: id, call))]
        case .subcallReused(let id, let subcall, let reply, let similarity):
            var call = TraceCall(subcall, reply, TokenUsage(), seconds: 0)
            (call.cached, call.similarity) = (true, similarity)
            if event.depth == 0 { state.finishedSubcalls.append(call) }
            return [line("subcall", TraceSubcall(event, id: id, call))]
        case .modelRetrying(let error, let delay):
            return [line("retry", TraceNote(event, text: error.description, delay: delay))]
        case .notice(let text):
            return [line("notice", TraceNote(event, text: text, delay: nil))]
        case .answered(let answer):
            state.iteration?.finalAnswer = answer.text
            return finishIteration(&state) + [line("answer", TraceAnswer(event, answer))]
        case .modelText, .usage, .cellStarted, .answering:
            return []
        }
    }

    private static func finishIteration(_ state: inout State) -> [String] {
        guard let iteration = state.iteration else { return [] }
        state.iteration = nil
        return [line("iteration", iteration)]
    }

    /// One JSON object on one line, its type first.
    private static func line(_ type: String, _ record: some Encodable) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(record) else { return "{\"type\":\"\(type)\"}\n" }
        return "{\"type\":\"\(type)\"," + String(decoding: data.dropFirst(), as: UTF8.self) + "\n"
    }

    private func append(_ line: String, _ state: inout State) {
        guard state.failure == nil else { return }
        var bytes = Array(line.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if count > 0 {
                bytes = bytes.dropFirst(count)
            } else if errno != EINTR {
                state.failure = Failure(path: path, code: errno)
                return
            }
        }
    }
}
