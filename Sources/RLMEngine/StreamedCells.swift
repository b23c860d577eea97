import REPL
import Synchronization

/// Runs the code blocks of a reply while it still streams: each as soon as its fence closes, one after another, up to
/// the first that fails or submits.
///
/// Only labelled blocks are sure to be code before the reply is known; the others wait for its end.
final class StreamedCells: Sendable {
    typealias Execution = @Sendable (_ source: String) async throws -> CellResult

    /// A block that was run.
    struct Ran: Sendable {
        var source: String
        var result: Result<CellResult, any Error>
    }

    private struct State {
        var scanner = FenceScanner()
        /// The line that has not ended yet.
        var line = ""
        var text = ""
        var blocksSeen = 0
        var hasStarted = false
        var textToLastBlock = ""
    }

    private let state = Mutex(State())
    private let blocks: AsyncStream<String>.Continuation
    private let running: Task<[Ran], Never>
    private let submission: Signal

    init(_ execute: @escaping Execution) {
        let (stream, continuation) = AsyncStream.makeStream(of: String.self)
        blocks = continuation
        let submission = Signal()
        self.submission = submission
        running = Task {
            var ran: [Ran] = []
            for await source in stream {
                do {
                    let result = try await execute(source)
                    ran.append(Ran(source: source, result: .success(result)))
                    if result.finalAnswer != nil { submission.raise() }
                    if result.outcome != .completed || result.finalAnswer != nil { break }
                } catch {
                    ran.append(Ran(source: source, result: .failure(error)))
                    break
                }
            }
            return ran
        }
    }

    /// Takes the next piece of the reply.
    func take(_ piece: String) {
        state.withLock { state in
            state.text += piece
            state.line += piece
            guard piece.utf8.contains(UInt8(ascii: "\n")) else { return }
            var rest = state.line[...]
            while let end = rest.firstIndex(where: { $0 == "\n" || $0 == "\r\n" }) {
                let line = rest[..<end]
                rest = rest[rest.index(after: end)...]
                state.scanner.take(line)
                startNewBlocks(&state, rest: rest)
            }
            state.line = String(rest)
        }
    }

    private func startNewBlocks(_ state: inout State, rest: Substring) {
        guard state.scanner.blocks.count > state.blocksSeen else { return }
        let block = state.scanner.blocks[state.blocksSeen]
        state.blocksSeen += 1
        guard block.kind == .labelled, !block.code.trimmed.isEmpty else { return }
        state.hasStarted = true
        state.textToLastBlock = String(decoding: state.text.utf8.dropLast(rest.utf8.count), as: UTF8.self)
        blocks.yield(block.code)
    }

    /// True when code of the reply has run or is about to.
    var hasStarted: Bool { state.withLock { $0.hasStarted } }

    /// The reply up to the end of the last block that was started.
    var textToLastBlock: String { state.withLock { $0.textToLastBlock } }

    /// True when `text`, a whole reply, has the blocks that were started.
    func began(_ text: String) -> Bool { text.utf8.starts(with: textToLastBlock.utf8) }

    /// Forgets text of which nothing was run, because the reply begins anew.
    func restart() {
        state.withLock { if !$0.hasStarted { $0 = State() } }
    }

    /// Waits until a block has submitted the answer, or the task is cancelled.
    func waitForSubmission() async { await submission.wait() }

    /// What was run, once the last block has ended; no more are started. Cancelling the task stops the one that runs.
    func results() async -> [Ran] {
        blocks.finish()
        return await withTaskCancellationHandler {
            await running.value
        } onCancel: {
            running.cancel()
        }
    }

    /// Stops what runs, and waits for its end.
    func abandon() async {
        running.cancel()
        _ = await results()
    }
}
