import JSON
import REPL
import RLMEngine

/// Numbers what the root model does: each reply begins a step, and each further block of code in it one more.
struct QuerySteps {
    /// Characters of a cell's output that a client is shown.
    private static let shownOutput = 20_000

    private var step = 0
    /// The step under way has neither code nor an end yet.
    private var isOpen = false

    /// What an event of the root means for its steps, as members of updates.
    mutating func update(_ event: Event) -> [[String: JSONValue]] {
        guard event.depth == 0 else { return [] }
        switch event.kind {
        case .iterationStarted(let turn, let limit, _):
            let ended = end()
            step += 1
            isOpen = true
            return ended + [members("running", ["turn": .integer(turn), "turnLimit": .integer(limit)])]
        case .cellStarted(let code):
            if !isOpen { step += 1 }
            isOpen = false
            return [members("running", ["code": .string(code)])]
        case .cellFinished(let result, let code), .cellInterrupted(let result, let code):
            isOpen = false
            return [
                members(
                    "done",
                    [
                        "code": .string(code), "output": .string(Self.output(of: result)),
                        "seconds": .number(result.seconds),
                    ])
            ]
        case .answered: return end()
        default: return []
        }
    }

    /// Ends a step in which no code ran.
    private mutating func end() -> [[String: JSONValue]] {
        guard isOpen else { return [] }
        isOpen = false
        return [members("done")]
    }

    private func members(_ status: String, _ more: [String: JSONValue] = [:]) -> [String: JSONValue] {
        more.merging(["step": .integer(step), "status": .string(status)]) { $1 }
    }

    private static func output(of result: CellResult) -> String {
        let text = [result.stdout, result.stderr].filter { !$0.isEmpty }.joined(separator: "\n")
        return text.count <= shownOutput ? text : text.prefix(shownOutput) + "\n…"
    }
}
