import LanguageModels
import RLMEngine

/// The lines of a live view: a pure function of where the run stands, the time and the terminal's width.
struct LiveView {
    let capabilities: TerminalCapabilities
    /// False on terminals that are not known to show UTF-8.
    let unicode: Bool

    private static let wheel = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"]
    private static let asciiWheel = ["|", "/", "-", "\\"]

    /// - Parameter frame: counts up with each drawing.
    func lines(_ state: ProgressState, elapsed: Double, frame: Int, columns: Int) -> [String] {
        let wheel = unicode ? Self.wheel : Self.asciiWheel
        let room = max(10, columns - 1)
        let head = "\(wheel[frame % wheel.count]) \(Quantity.seconds(elapsed))"
        let first = ([head] + facts(state)).joined(separator: unicode ? " · " : " | ")
        let second = "  " + activity(state)
        return [
            DisplayWidth.cut(first, to: room),
            capabilities.dim + DisplayWidth.cut(second, to: room) + capabilities.reset,
        ]
    }

    private func facts(_ state: ProgressState) -> [String] {
        let totals = state.statistics
        var facts: [String] = []
        if state.iteration > 0 { facts.append("turn \(state.iteration)/\(state.iterationLimit)") }
        if state.subcallsRunning + state.subcallsDone > 0 {
            let running = state.subcallsRunning > 0 ? "\(state.subcallsRunning) running, " : ""
            facts.append("sub-calls: \(running)\(Quantity.short(state.subcallsDone)) done")
        }
        if totals.usage.total > 0 {
            facts.append((totals.usage.estimated ? "~" : "") + "\(Quantity.short(totals.usage.total)) tokens")
        }
        if let cost = totals.costUSD, cost > 0 { facts.append(Quantity.dollars(cost)) }
        return facts
    }

    private func activity(_ state: ProgressState) -> String {
        switch state.activity {
        case .starting: "starting"
        case .reading(let files, let bytes):
            "reading: \(Quantity.counted(files, "file")), \(Quantity.short(bytes)) bytes"
        case .asking(0): "waiting for the model"
        case .asking(let length): "the model writes (\(Quantity.short(length)) characters)"
        case .running(let code): "code: \(code)"
        case .retrying(let problem): "trying again: \(PlainText.oneLine(problem))"
        }
    }
}
