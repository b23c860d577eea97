package import RLMEngine

/// How the program ends: the one place where exit codes are decided.
package enum ExitCode: Int32, Sendable, CaseIterable {
    case success = 0
    /// No answer, or only a partial one for another reason than a limit; a check of `doctor` failed.
    case incomplete = 1
    /// A mistake on the command line or in the configuration.
    case usage = 2
    /// The input cannot be read.
    case input = 3
    /// The model or its provider failed.
    case model = 4
    /// A limit was reached.
    case budget = 5
    /// Ctrl-C, or a request to end.
    case interrupted = 130

    /// The name that a daemon's clients know it by.
    package var name: String { "\(self)" }

    package init?(name: String) {
        guard let known = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = known
    }

    /// What `--help` says of it.
    package var meaning: String {
        switch self {
        case .success: "answered"
        case .incomplete: "no answer, or only a partial one"
        case .usage: "a mistake on the command line or in the configuration"
        case .input: "the input cannot be read"
        case .model: "the model or its provider failed"
        case .budget: "a limit was reached; a partial answer is printed, labelled"
        case .interrupted: "interrupted; a partial answer is printed, labelled"
        }
    }

    /// The status of a run that ended with an answer, complete, partial or none.
    package init(_ answer: Answer) {
        switch answer.stopReason {
        case .answered: self = answer.success ? .success : .incomplete
        case .interrupted: self = .interrupted
        case .model: self = .model
        case let reason where reason.isBudget: self = .budget
        default: self = .incomplete
        }
    }
}
