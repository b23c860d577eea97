/// What one cell of model-written code did.
package struct CellResult: Sendable, Equatable {
    package enum Outcome: Sendable, Equatable {
        /// Ran to its end.
        case completed
        /// Raised; the traceback stands in `stderr`. Variables assigned before the raise are kept.
        case raised
        /// Interrupted at the cell's time limit; state is kept.
        case timedOut
        /// The cell ended Python or had to be killed: the variables are what they were before it. The reason is a sentence
        /// for the model.
        case undone(String)
        /// The worker died or had to be killed: all variables are lost. The reason is a sentence for the model.
        case workerLost(String)
    }

    /// A variable the model made, as `SHOW_VARS()` would show it.
    package struct Variable: Sendable, Equatable, Codable {
        package var name: String
        /// Python's type name.
        package var type: String

        package init(name: String, type: String) {
            self.name = name
            self.type = type
        }
    }

    /// What the worker prepared while the model thought, since it was started.
    package struct Foreseen: Sendable, Equatable {
        /// Files whose definitions were found before code asked for them.
        package var files = 0
        /// Those of them that code asked for.
        package var used = 0

        package init(files: Int = 0, used: Int = 0) {
            (self.files, self.used) = (files, used)
        }
    }

    package var outcome: Outcome
    /// Standard output with the last expression's value, cut in the middle at the output limit.
    package var stdout: String
    /// Standard error and the traceback, cut likewise.
    package var stderr: String
    /// The model's own variables after the cell, in order of their first assignment.
    package var variables: [Variable]
    /// The answer, once code submitted one (`FINAL`, `FINAL_VAR`, `SUBMIT`, or `answer["ready"] = True`).
    package var finalAnswer: String?
    /// `answer["content"]` when set without `ready`: the best partial answer so far.
    package var draftAnswer: String?
    package var foreseen: Foreseen
    /// Seconds the cell ran, its sub-calls included.
    package var seconds: Double

    /// True when the worker is a fresh one after the cell.
    package var lostVariables: Bool { if case .workerLost = outcome { true } else { false } }

    package init(
        outcome: Outcome, stdout: String = "", stderr: String = "", variables: [Variable] = [],
        finalAnswer: String? = nil, draftAnswer: String? = nil, foreseen: Foreseen = Foreseen(),
        seconds: Double = 0
    ) {
        self.outcome = outcome
        self.stdout = stdout
        self.stderr = stderr
        self.variables = variables
        self.finalAnswer = finalAnswer
        self.draftAnswer = draftAnswer
        self.foreseen = foreseen
        self.seconds = seconds
    }
}
