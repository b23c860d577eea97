import LanguageModels
import REPL
import Synchronization

/// Holds the steps of a replay against the recorded ones, and remembers the first difference.
final class ReplayComparison: Sendable {
    private struct State {
        var report = ReplayReport()
        var cells: [RecordedRun.Cell]
        var childCells: [RecordedRun.Cell]
        /// A sub-call that the trace does not hold: what follows from it tells whether anybody needed its reply.
        var missed: ReplayReport.Difference?
        var isOver = false
    }

    private let recorded: RecordedRun
    private let state: Mutex<State>
    /// Told when there is nothing more to compare.
    private let onEnd: @Sendable () -> Void

    init(_ recorded: RecordedRun, onEnd: @escaping @Sendable () -> Void) {
        self.recorded = recorded
        self.onEnd = onEnd
        state = Mutex(
            State(
                cells: recorded.cells.filter { $0.depth == 0 }.reversed(),
                childCells: recorded.cells.filter { $0.depth > 0 }))
    }

    var report: ReplayReport { state.withLock { $0.report } }

    /// Takes one event of the replay.
    func handle(_ event: Event) {
        let isOver = state.withLock { state in
            guard !state.isOver else { return false }
            compare(event, &state)
            return state.isOver
        }
        if isOver { onEnd() }
    }

    /// Takes a request that the trace does not hold.
    func missed(_ request: ModelRequest) {
        let isOver = state.withLock { state in
            guard !state.isOver else { return false }
            let isSubcall = request.messages.first?.text == recorded.setup.options.prompts.subModel
            if endsFromOutside {
                if isSubcall { return false }
                state.report.endsEarly = true
            } else {
                let prompt = request.messages.last?.text ?? ""
                let difference = ReplayReport.Difference(
                    kind: .call, turn: state.report.turns, place: "a prompt of \(prompt.count) characters",
                    recorded: "(no such prompt)", found: Self.shown(prompt))
                // A call that was sent ahead of the code may be one that the code never makes.
                if isSubcall {
                    state.missed = state.missed ?? difference
                    return false
                }
                state.report.difference = state.missed ?? difference
            }
            state.isOver = true
            return true
        }
        if isOver { onEnd() }
    }

    /// True when what ended the recorded run does not come again by itself.
    private var endsFromOutside: Bool {
        switch recorded.ending?.stopReason {
        case nil, .interrupted, .time, .cost, .tokens: true
        default: false
        }
    }

    private func compare(_ event: Event, _ state: inout State) {
        switch event.kind {
        case .iterationStarted(let number, _, let messages) where event.depth == 0:
            state.report.turns = number
            comparePrompt(number, messages, &state)
        case .modelReplied: state.report.calls += 1
        case .subcallFinished: state.report.calls += 1
        case .cellStarted where event.depth == 0 && state.cells.isEmpty && endsFromOutside:
            (state.report.endsEarly, state.isOver) = (true, true)
        case .cellFinished(let result, let code):
            state.report.cells += 1
            let cell = RecordedRun.Cell(result, code: code, depth: event.depth)
            if event.depth == 0 { compareCell(cell, &state) } else { compareChildCell(cell, &state) }
        case .answered(let answer): compareAnswer(answer, &state)
        default: break
        }
    }

    private func comparePrompt(_ number: Int, _ messages: [Message], _ state: inout State) {
        guard let turn = recorded.turns.first(where: { $0.iteration == number }) else { return }
        let before = turn.prompt.map { "\($0.role): \($0.content)" }.joined(separator: "\n")
        let now = messages.map { "\($0.role.rawValue): \($0.text)" }.joined(separator: "\n")
        differ(before, now, .prompt, "what the model is told", &state)
    }

    private func compareCell(_ cell: RecordedRun.Cell, _ state: inout State) {
        guard let before = state.cells.popLast() else {
            if endsFromOutside {
                (state.report.endsEarly, state.isOver) = (true, true)
            } else {
                differ("(no more cells)", cell.code, .cell, "code", &state)
            }
            return
        }
        compare(before, cell, &state)
    }

    /// Children run side by side: the cell is any of the same code.
    private func compareChildCell(_ cell: RecordedRun.Cell, _ state: inout State) {
        let alike = state.childCells.indices.filter { state.childCells[$0].code == cell.code }
        let same = alike.first { Self.repeatable(state.childCells[$0]) == Self.repeatable(cell) }
        if let index = same ?? alike.first {
            let before = state.childCells.remove(at: index)
            if same == nil { compare(before, cell, &state) }
        } else if !endsFromOutside {
            differ("(no child ran this)", cell.code, .cell, "code of a child", &state)
        }
    }

    private func compare(_ before: RecordedRun.Cell, _ cell: RecordedRun.Cell, _ state: inout State) {
        let place = Self.shown(cell.code)
        differ(before.code, cell.code, .cell, "code", &state)
        for (name, part) in [("stdout", \RecordedRun.Cell.stdout), ("stderr", \.stderr), ("outcome", \.outcome)] {
            let (old, new) = (
                RequestDigest.repeatable(before[keyPath: part]), RequestDigest.repeatable(cell[keyPath: part])
            )
            if old != new, Self.readsClock(cell.code),
                RequestDigest.withoutNumbers(old) == RequestDigest.withoutNumbers(new)
            {
                state.report.unrepeatable += 1
                continue
            }
            differ(old, new, .cell, "\(name) of: \(place)", &state)
        }
        differ(before.finalAnswer ?? "(none)", cell.finalAnswer ?? "(none)", .cell, "answer of: \(place)", &state)
    }

    private func compareAnswer(_ answer: Answer, _ state: inout State) {
        state.isOver = true
        guard let ending = recorded.ending, !endsFromOutside else {
            state.report.endsEarly = true
            return
        }
        differ(ending.answer, answer.text, .answer, "text", &state)
        differ(ending.stopReason.rawValue, answer.stopReason.rawValue, .answer, "why the run ended", &state)
    }

    /// Notes a difference, if it is the first.
    private func differ(
        _ before: String, _ now: String, _ kind: ReplayReport.Difference.Kind, _ place: String, _ state: inout State
    ) {
        let (before, now) = (RequestDigest.repeatable(before), RequestDigest.repeatable(now))
        guard before != now, state.report.difference == nil else { return }
        // After output that tells the time, what the model is told differs in numbers too.
        if state.report.unrepeatable > 0, RequestDigest.withoutNumbers(before) == RequestDigest.withoutNumbers(now) {
            return
        }
        let (old, new) = Self.firstDifference(before, now)
        state.report.difference =
            state.missed
            ?? .init(
                kind: kind, turn: state.report.turns, place: place, recorded: Self.shown(old), found: Self.shown(new))
        state.isOver = true
    }

    private static func repeatable(_ cell: RecordedRun.Cell) -> RecordedRun.Cell {
        var cell = cell
        cell.stdout = RequestDigest.repeatable(cell.stdout)
        cell.stderr = RequestDigest.repeatable(cell.stderr)
        return cell
    }

    /// The first line of each that the other has not at its place.
    private static func firstDifference(_ left: String, _ right: String) -> (String, String) {
        let (a, b) = (
            left.split(separator: "\n", omittingEmptySubsequences: false),
            right.split(separator: "\n", omittingEmptySubsequences: false)
        )
        let index = zip(a, b).prefix { $0 == $1 }.count
        return (index < a.count ? String(a[index]) : "(end)", index < b.count ? String(b[index]) : "(end)")
    }

    private static func readsClock(_ code: String) -> Bool {
        ["time", "date", "random", "uuid", "id("].contains { code.contains($0) }
    }

    private static func shown(_ text: String) -> String {
        let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return line.count > 200 ? line.prefix(200) + "…" : line
    }
}
