import LanguageModels
import REPL
import Synchronization

/// The events of one loop and of everything below it.
///
/// Code runs while the reply that it stands in still streams. What it does is held back until the reply is told, so that
/// whoever reads the events finds them in the same order as if the code had waited.
final class LoopEvents: Sendable {
    private struct State {
        var isHolding = false
        var held: [(time: Double, depth: Int, kind: Event.Kind)] = []
        var bytes = 0
    }

    /// Bytes of prompts and replies that are held back; beyond, order gives way to memory.
    private static let mostBytes = 16 << 20

    private let run: RunContext
    private let parent: LoopEvents?
    private let state = Mutex(State())

    /// - Parameter parent: the events of the loop whose code started this one.
    init(run: RunContext, parent: LoopEvents?) {
        self.run = run
        self.parent = parent
    }

    /// Tells a step of the loop itself.
    func emit(_ kind: Event.Kind, depth: Int) {
        forward(kind, depth: depth, time: run.events.elapsed)
    }

    /// Tells what code of the loop does.
    func emitFromCode(_ kind: Event.Kind, depth: Int) {
        take(kind, depth: depth, time: run.events.elapsed)
    }

    /// Tells the totals after something changed them; while code is held back they are told at its release.
    func emitUsage(depth: Int, fromCode: Bool) {
        if fromCode, state.withLock({ $0.isHolding }) { return }
        emit(.usage(run.currentStatistics()), depth: depth)
    }

    /// Keeps back what code does from now on.
    func hold() { state.withLock { $0.isHolding = true } }

    /// Tells what was held back.
    func release(depth: Int) {
        let hadAny = state.withLock { state in
            defer { state = State() }
            for event in state.held { forward(event.kind, depth: event.depth, time: event.time) }
            return !state.held.isEmpty
        }
        if hadAny { emit(.usage(run.currentStatistics()), depth: depth) }
    }

    private func take(_ kind: Event.Kind, depth: Int, time: Double) {
        let isTooMuch = state.withLock { state in
            guard state.isHolding else {
                forward(kind, depth: depth, time: time)
                return false
            }
            switch kind {
            // Totals grow old, and new ones are told at the release; a child's whole reply follows its pieces.
            case .usage, .modelText: return false
            default: break
            }
            state.held.append((time, depth, kind))
            state.bytes += kind.heldBytes
            return state.bytes > Self.mostBytes
        }
        if isTooMuch { release(depth: depth) }
    }

    private func forward(_ kind: Event.Kind, depth: Int, time: Double) {
        if let parent {
            parent.take(kind, depth: depth, time: time)
        } else {
            run.events.emit(kind, depth: depth, time: time)
        }
    }
}

extension Event.Kind {
    /// About how much memory the event keeps.
    fileprivate var heldBytes: Int {
        switch self {
        case .subcallStarted(_, let call): call.prompt.utf8.count + (call.context?.utf8.count ?? 0) + 200
        case .subcallReused(_, let call, let reply, _): call.prompt.utf8.count + reply.heldBytes + 200
        case .subcallFinished(_, let reply, _, _, _): reply.heldBytes + 200
        default: 1_000
        }
    }
}

extension SubcallReply {
    fileprivate var heldBytes: Int {
        switch self {
        case .text(let text), .failure(let text): text.utf8.count
        case .declined: 0
        }
    }
}
