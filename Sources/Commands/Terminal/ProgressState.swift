import LanguageModels
package import RLMEngine

/// Where a run stands, kept up to date by its events: what a live view shows.
package struct ProgressState: Sendable, Equatable {
    package enum Activity: Sendable, Equatable {
        case starting
        /// The input is read.
        case reading(files: Int, bytes: Int)
        /// The root model is asked; the characters of its reply so far.
        case asking(replyLength: Int)
        /// A cell runs; the line of code that tells most.
        case running(code: String)
        case retrying(problem: String)
    }

    package var iteration = 0
    package var iterationLimit = 0
    package var activity = Activity.starting
    package var statistics = RunStatistics()
    /// Sub-calls of the root and of all children.
    package var subcallsRunning = 0
    package var subcallsDone = 0
    /// Calls to models that failed and were tried again.
    package var retries = 0

    package init() {}

    /// Takes one event of the run. Children only change the totals.
    package mutating func update(_ event: Event) {
        if case .modelRetrying = event.kind { retries += 1 }
        switch event.kind {
        case .usage(let totals): statistics = totals
        case .subcallStarted: subcallsRunning += 1
        case .subcallFinished: (subcallsRunning, subcallsDone) = (subcallsRunning - 1, subcallsDone + 1)
        default: if event.depth == 0 { updateRoot(event) }
        }
    }

    private mutating func updateRoot(_ event: Event) {
        switch event.kind {
        case .iterationStarted(let iteration, let limit, _):
            (self.iteration, iterationLimit) = (iteration, limit)
            activity = .asking(replyLength: 0)
        case .modelText(let piece):
            var length = piece.count
            if case .asking(let before) = activity { length += before }
            activity = .asking(replyLength: length)
        case .modelRetrying(let error, _): activity = .retrying(problem: error.description)
        case .cellStarted(let code): activity = .running(code: Self.tellingLine(of: code))
        case .cellFinished: activity = .asking(replyLength: 0)
        default: break
        }
    }

    /// The first line of code that does something: no import, no comment, no bracket alone.
    static func tellingLine(of code: String) -> String {
        let lines = code.split(separator: "\n").map { PlainText.oneLine($0) }
        let telling = lines.first { line in
            line.count > 2 && !["#", "import ", "from ", "\"\"\""].contains(where: line.hasPrefix)
        }
        return telling ?? lines.first ?? ""
    }
}
