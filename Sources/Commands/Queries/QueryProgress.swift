@preconcurrency import Dispatch
import JSON
import LanguageModels
import RLMEngine
import Synchronization

/// Turns the events of a run into what clients are told: steps at once, texts and totals thirty times a second.
final class QueryProgress: Sendable {
    private static let interval = DispatchTimeInterval.milliseconds(33)
    /// Characters of an answer that one update carries.
    private static let longestDelta = 32_768

    private struct State {
        var pieces = AnswerPieces()
        var steps = QuerySteps()
        var usage: RunStatistics?
        var asked = 0
        var done = 0
        var subcallsChanged = false
        var isScheduled = false
    }

    private let state = Mutex(State())
    private let queue = DispatchQueue(label: "rlm.query-progress")
    private let log: QueryLog
    /// The full name of the root model.
    private let model: String

    init(_ log: QueryLog, model: String) {
        self.log = log
        self.model = model
    }

    /// Takes one event of the run.
    func handle(_ event: Event) {
        state.withLock { state in
            if state.pieces.update(event) { log.append(.reset) }
            let steps = state.steps.update(event)
            if !steps.isEmpty { flush(&state) }
            for members in steps { log.append(.step, members) }
            switch event.kind {
            case .started(let run) where event.depth == 0: log.append(.input, Self.members(run))
            case .usage(let totals): state.usage = totals
            case .subcallStarted: (state.asked, state.subcallsChanged) = (state.asked + 1, true)
            case .subcallFinished: (state.done, state.subcallsChanged) = (state.done + 1, true)
            case .subcallReused:
                (state.asked, state.done, state.subcallsChanged) = (state.asked + 1, state.done + 1, true)
            case .notice(let text): log.append(.notice, ["text": .string(text)])
            case .modelText: break
            default: return
            }
            schedule(&state)
        }
    }

    /// Tells the rest of the answer, so that the deltas since the last reset make up all of it.
    func finish(_ answer: Answer) {
        state.withLock { state in
            flush(&state)
            state.usage = answer.statistics
            flush(&state)
            if let rest = state.pieces.rest(of: answer.text) { return tell(rest) }
            log.append(.reset)
            tell(answer.text)
        }
    }

    private func schedule(_ state: inout State) {
        guard !state.isScheduled else { return }
        state.isScheduled = true
        queue.asyncAfter(deadline: .now() + Self.interval) {
            self.state.withLock { state in
                state.isScheduled = false
                self.flush(&state)
            }
        }
    }

    private func flush(_ state: inout State) {
        tell(state.pieces.take())
        if state.subcallsChanged {
            log.append(.subcalls, ["asked": .integer(state.asked), "done": .integer(state.done)])
            state.subcallsChanged = false
        }
        if let usage = state.usage {
            log.append(.usage, Self.members(usage, model))
            state.usage = nil
        }
    }

    private func tell(_ text: String) {
        var rest = text[...]
        while !rest.isEmpty {
            let piece = rest.prefix(Self.longestDelta)
            log.append(.delta, ["text": .string(String(piece))])
            rest = rest.dropFirst(piece.count)
        }
    }

    private static func members(_ run: RunDescription) -> [String: JSONValue] {
        [
            "files": .integer(run.fileCount), "characters": .integer(run.characterCount),
            "model": .string(run.model), "subModel": .string(run.subModel),
        ]
    }

    private static func members(_ used: RunStatistics, _ model: String) -> [String: JSONValue] {
        [
            "inputTokens": .integer(used.usage.prompt), "outputTokens": .integer(used.usage.completion),
            "cost": used.costUSD.map { .number($0) } ?? .null, "model": .string(model),
        ]
    }
}
