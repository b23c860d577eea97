import LanguageModels
import REPL
import RLMEngine

/// The lines that an event leaves behind on standard error: few, or with `verbose` all that the code did.
struct ProgressLines {
    /// Shows each cell's code and output.
    let verbose: Bool
    /// True where a live view already shows the turns.
    let live: Bool
    let capabilities: TerminalCapabilities

    /// Lines of output shown of one cell.
    private static let outputLines = 40

    /// - Parameter state: how far the run is, with this event.
    func lines(for event: Event, _ state: ProgressState) -> [String] {
        let indent = String(repeating: "  ", count: event.depth)
        return text(of: event, state).map { indent + $0 }
    }

    private func text(of event: Event, _ state: ProgressState) -> [String] {
        switch event.kind {
        case .started(let run) where event.depth == 0: [started(run)]
        case .started(let run) where verbose: ["child: \(PlainText.oneLine(run.question).prefix(200))"]
        case .iterationStarted(let iteration, let limit, _) where verbose || (!live && event.depth == 0):
            ["turn \(iteration)/\(limit)"]
        case .modelRetrying(let error, let delay) where verbose || Self.tells(retry: state.retries):
            [warning("\(PlainText.oneLine(error.description)); trying again in \(Quantity.seconds(delay))")]
                + (!verbose && state.retries == Self.retriesTold ? ["of further retries some are told"] : [])
        case .cellStarted(let code) where verbose: block(code, mark: "> ", style: capabilities.bold)
        case .cellFinished(let result, _) where verbose: finished(result)
        case .subcallFinished where !live && Self.isMilestone(state.subcallsDone):
            ["sub-calls: \(state.subcallsDone) done, \(state.subcallsRunning) running"]
        case .notice(let notice): [warning(PlainText.oneLine(notice))]
        default: []
        }
    }

    /// Retries that are all told; many calls at once fail together when a server does.
    private static let retriesTold = 10

    private static func tells(retry count: Int) -> Bool { count <= retriesTold || isMilestone(count) }

    /// True for 1, 2, 5, 10, 20, 50, …: so many lines that a wait is explained, and no more.
    static func isMilestone(_ count: Int) -> Bool {
        var rest = count
        while rest >= 10, rest.isMultiple(of: 10) { rest /= 10 }
        return [1, 2, 5].contains(rest)
    }

    private func started(_ run: RunDescription) -> String {
        let models = run.model == run.subModel ? run.model : "\(run.model), sub-calls \(run.subModel)"
        let size = "\(Quantity.counted(run.fileCount, "file")), \(Quantity.short(run.characterCount)) characters"
        return PlainText.oneLine("reading \(size) with \(models)")
    }

    private func finished(_ result: CellResult) -> [String] {
        var lines = block(result.stdout, mark: "  ", style: capabilities.dim)
        lines += block(result.stderr, mark: "! ", style: capabilities.dim)
        switch result.outcome {
        case .completed, .raised: break
        case .timedOut: lines.append(warning("the code was stopped at its time limit"))
        case .undone(let reason), .workerLost(let reason): lines.append(warning(PlainText.oneLine(reason)))
        }
        return lines
    }

    private func block(_ text: String, mark: String, style: String) -> [String] {
        var lines = PlainText.cleaned(text).split(separator: "\n", omittingEmptySubsequences: false)
        while lines.last?.allSatisfy(\.isWhitespace) == true { lines.removeLast() }
        var shown = lines.prefix(Self.outputLines).map { style + mark + $0.prefix(400) + capabilities.reset }
        if lines.count > shown.count { shown.append("\(mark)… \(lines.count - shown.count) lines more") }
        return shown
    }

    private func warning(_ text: String) -> String { capabilities.yellow + text + capabilities.reset }
}
