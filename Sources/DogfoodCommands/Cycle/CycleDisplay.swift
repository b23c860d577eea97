import Commands
import Configuration
import Dogfood
import Synchronization

/// Shows a cycle on standard error: a line for each step, and on a terminal what is under way, drawn in place.
final class CycleDisplay: Sendable {
    private struct State {
        var attempt = 0
        var began = ContinuousClock.now
        var hasTransient = false
        var last = ""
        /// The step that a log named last.
        var logged = ""
    }

    private let run: String
    private let terminal: ErrorTerminal
    private let state = Mutex(State())

    init(run: String, environment: [String: String]) {
        self.run = run
        terminal = ErrorTerminal(colour: .auto, environment: environment)
    }

    func show(_ event: CycleEvent) {
        state.withLock { state in
            switch event {
            case .analysing(let analyst): say("\(run) analysing with \(analyst)", &state)
            case .found(let findings): say("\(run) \(Quantity.counted(findings.count, "finding"))", &state)
            case .suppressed(let finding, let reason): say("\(run) left alone: \(finding.claim): \(reason)", &state)
            case .drafting(let finding, let draft):
                state.attempt += 1
                state.began = .now
                say("\(name(state)) drafting\(draft > 1 ? " again" : ""): \(finding.claim)", &state)
            case .checked: break
            case .progress(_, let text): progress(text, &state)
            case .gate(_, let record): say("\(name(state)) \(Self.text(record))", &state)
            case .failed(_, _, _, let reason): say("\(name(state)) failed: \(reason)", &state)
            case .givenUp(_, let reason): say("\(name(state)) given up: \(reason)", &state)
            case .proposed(let proposal):
                say("\(name(state)) proposed as \(proposal.id), \(proposal.risk.level.rawValue) risk", &state)
            case .ended: break
            }
        }
    }

    /// Leaves the cursor at the start of a line.
    func close() { state.withLock { clear(&$0) } }

    private func name(_ state: State) -> String { "\(run).\(state.attempt)" }

    private static func text(_ record: GateRecord) -> String {
        let outcome = record.outcome == .passed ? "" : " \(record.outcome.rawValue)"
        return "\(record.gate.rawValue)\(outcome): \(record.summary) (\(Quantity.seconds(record.seconds)))"
    }

    private func progress(_ text: String, _ state: inout State) {
        guard text != state.last else { return }
        state.last = text
        let line = "\(name(state)) testing \(text) \(Quantity.seconds(state.began.duration(to: .now) / .seconds(1)))"
        guard terminal.isLive else {
            // Numbers that count up would fill a log, so it names each step once.
            let step = Self.step(text)
            if step != state.logged { terminal.write(PlainText.oneLine(line) + "\n") }
            state.logged = step
            return
        }
        clear(&state)
        terminal.write(String(PlainText.oneLine(line).prefix(max(1, terminal.columns - 1))))
        state.hasTransient = true
    }

    /// `base test run` of `base test run 1/3`.
    private static func step(_ text: String) -> String {
        text.split(separator: " ").filter { !$0.contains(where: \.isNumber) }.joined(separator: " ")
    }

    private func say(_ text: String, _ state: inout State) {
        clear(&state)
        terminal.write(PlainText.oneLine(text) + "\n")
    }

    private func clear(_ state: inout State) {
        guard state.hasTransient else { return }
        terminal.write("\r\u{1B}[K")
        state.hasTransient = false
    }
}
