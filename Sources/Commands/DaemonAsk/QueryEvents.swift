import JSON
import LanguageModels
import REPL
import RLMEngine

/// What a daemon tells of a query, as the events that the terminal shows.
struct QueryEvents {
    private let question: String
    private var subcallsAsked = 0
    private var subcallsDone = 0

    init(question: String) { self.question = question }

    /// The events that an update, the parameters of `query/update`, stands for.
    mutating func events(of update: JSONValue) -> [Event] {
        switch update["kind"]?.string.flatMap(QueryUpdate.Kind.init) {
        case .input: [started(update)]
        case .step: Self.step(update)
        case .subcalls: subcalls(update)
        case .notice: [Self.event(.notice(update["text"]?.string ?? ""))]
        default: []
        }
    }

    private static func event(_ kind: Event.Kind) -> Event { Event(time: 0, depth: 0, kind: kind) }

    private func started(_ update: JSONValue) -> Event {
        Self.event(
            .started(
                RunDescription(
                    question: question, model: update["model"]?.string ?? "",
                    subModel: update["subModel"]?.string ?? "",
                    fileCount: update["files"]?.integer ?? 0, characterCount: update["characters"]?.integer ?? 0)))
    }

    private static func step(_ update: JSONValue) -> [Event] {
        if let turn = update["turn"]?.integer {
            return [
                event(.iterationStarted(iteration: turn, limit: update["turnLimit"]?.integer ?? turn, messages: []))
            ]
        }
        guard let code = update["code"]?.string else { return [] }
        guard update["status"] == "done" else { return [event(.cellStarted(code: code))] }
        let result = CellResult(
            outcome: .completed, stdout: update["output"]?.string ?? "", seconds: update["seconds"]?.number ?? 0)
        return [event(.cellFinished(result, code: code))]
    }

    private mutating func subcalls(_ update: JSONValue) -> [Event] {
        let asked = update["asked"]?.integer ?? subcallsAsked
        let done = update["done"]?.integer ?? subcallsDone
        let began = (subcallsAsked..<max(asked, subcallsAsked)).map {
            Self.event(.subcallStarted(id: $0, Subcall(kind: .model, prompt: "")))
        }
        let ended = (subcallsDone..<max(done, subcallsDone)).map {
            Self.event(.subcallFinished(id: $0, .text(""), usage: TokenUsage(), seconds: 0))
        }
        (subcallsAsked, subcallsDone) = (max(asked, subcallsAsked), max(done, subcallsDone))
        return began + ended
    }
}
