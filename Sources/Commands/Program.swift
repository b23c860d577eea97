import Configuration
import FoundationEssentials
import LanguageModels
import Posix

/// A program of several verbs: picks the one that is named, runs it, and turns how it ended into an exit status.
package struct Program: Sendable {
    package static let version = "0.1.0"

    /// As users type it.
    package let name: String
    /// In the order in which help lists them.
    package let verbs: [Verb]
    private let summary: String
    /// Paragraphs of the program's help.
    private let sections: [HelpText.Section]
    /// How an error ends the program, and what is said of it.
    private let failure: @Sendable (any Error) -> CommandFailure
    /// What is said of a text that is no verb and does not look like a misspelt one either.
    private let remark: @Sendable (String) -> String?

    /// - Parameters:
    ///   - summary: what the program does, in one sentence.
    ///   - verbs: all but `completions`, which each program has.
    ///   - sections: paragraphs of the program's help.
    package init(
        name: String, summary: String, verbs: [Verb], sections: [HelpText.Section],
        failure: @escaping @Sendable (any Error) -> CommandFailure = { CommandFailure($0) },
        remark: @escaping @Sendable (String) -> String? = { _ in nil }
    ) {
        self.name = name
        self.verbs = verbs + [.completions(of: verbs.map(\.declaration), program: name)]
        self.summary = summary
        self.sections = sections
        self.failure = failure
        self.remark = remark
    }

    package var declarations: [CommandDeclaration] { verbs.map(\.declaration) }

    /// The help of the whole program.
    package var help: String {
        HelpText.of(declarations, program: name, summary: summary, sections: sections)
    }

    /// Runs the program with its arguments, the program's own name left out.
    package func run(_ arguments: [String]) async -> ExitCode {
        StandardOutput.fillClosedDescriptors()
        BrokenPipes.ignore()
        defer { PoolPublisher.withdrawAll() }
        do {
            return try await dispatch(arguments, environment: ProcessInfo.processInfo.environment)
        } catch {
            return report(error)
        }
    }

    private func dispatch(_ arguments: [String], environment: [String: String]) async throws -> ExitCode {
        guard let first = arguments.first else {
            try? StandardOutput.write(help, to: 2)
            return .usage
        }
        if ["--help", "-h", "help"].contains(first) { return try printHelp(of: arguments.dropFirst().first) }
        if first == "--version" {
            try StandardOutput.write("\(name) \(Self.version)\n")
            return .success
        }
        let (verb, rest) = (try verb(first), Array(arguments.dropFirst()))
        let parsed = try ArgumentParser.parse(rest, of: verb.declaration, program: name)
        if parsed.has("--help") { return try printHelp(of: first) }
        return try await verb.action(VerbInput(parsed: parsed, arguments: rest, environment: environment))
    }

    private func verb(_ text: String) throws -> Verb {
        if let verb = verbs.first(where: { $0.name == text }) { return verb }
        let shown = PlainText.oneLine(text.prefix(60))
        throw UsageError(
            remark(text)
                ?? "unknown command “\(shown)”\(suggestion(for: text, in: verbs.map(\.name))) (\(name) --help lists them)"
        )
    }

    private func printHelp(of verb: String?) throws -> ExitCode {
        try StandardOutput.write(verb.map { HelpText.of(try self.verb($0).declaration, program: name) } ?? help)
        return .success
    }

    /// Says what went wrong on standard error.
    private func report(_ error: any Error) -> ExitCode {
        let failure = failure(error)
        if let message = failure.message {
            try? StandardOutput.write("\(name): " + PlainText.cleaned(message) + "\n", to: 2)
        }
        return failure.status
    }
}
