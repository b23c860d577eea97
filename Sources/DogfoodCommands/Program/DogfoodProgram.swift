package import Commands
import Configuration
import FoundationEssentials
import LanguageModels
import Posix

/// `rlm-dogfood`: picks the verb, runs it, and turns how it ended into an exit status.
package enum DogfoodProgram {
    /// As users type it.
    package static let name = "rlm-dogfood"

    /// The verbs, in the order in which help lists them.
    package static let verbs: [Verb] = [
        .cycle, .findings, .status, .inbox, .review, .show, .diff, .tests, .verify, .approve, .reject, .revise, .land,
        .revert, .resume, .stop, .collect, .doctor, .completions,
    ]

    /// Runs the program with its arguments, the program's own name left out.
    package static func run(_ arguments: [String]) async -> ExitCode {
        StandardOutput.fillClosedDescriptors()
        BrokenPipes.ignore()
        defer { PoolPublisher.withdrawAll() }
        do {
            return try await dispatch(arguments, environment: ProcessInfo.processInfo.environment)
        } catch {
            return report(error)
        }
    }

    private static func dispatch(_ arguments: [String], environment: [String: String]) async throws -> ExitCode {
        guard let name = arguments.first else {
            try? StandardOutput.write(help, to: 2)
            return .usage
        }
        if ["--help", "-h", "help"].contains(name) { return try printHelp(of: arguments.dropFirst().first) }
        if name == "--version" {
            try StandardOutput.write("\(Self.name) \(Program.version)\n")
            return .success
        }
        let verb = try verb(name)
        let parsed = try ArgumentParser.parse(
            Array(arguments.dropFirst()), of: verb.declaration, program: Self.name)
        if parsed.has("--help") { return try printHelp(of: name) }
        return try await verb.action(VerbInput(parsed: parsed, environment: environment))
    }

    private static func verb(_ name: String) throws -> Verb {
        if let verb = verbs.first(where: { $0.name == name }) { return verb }
        throw UsageError(
            "unknown command “\(PlainText.oneLine(name.prefix(60)))”\(suggestion(for: name, in: verbs.map(\.name))) "
                + "(\(Self.name) --help lists them)")
    }

    private static func printHelp(of name: String?) throws -> ExitCode {
        guard let name else {
            try StandardOutput.write(help)
            return .success
        }
        try StandardOutput.write(HelpText.of(try verb(name).declaration, program: Self.name))
        return .success
    }

    /// Says what went wrong on standard error.
    private static func report(_ error: any Error) -> ExitCode {
        let failure = DogfoodFailure.of(error)
        if let message = failure.message {
            try? StandardOutput.write("\(name): " + PlainText.cleaned(message) + "\n", to: 2)
        }
        return failure.status
    }
}
