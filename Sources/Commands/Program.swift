import Configuration
import FoundationEssentials
import LanguageModels
import Posix

/// `rlm`: picks the command, runs it, and turns how it ended into an exit status.
package enum Program {
    package static let version = "0.1.0"

    /// The commands, in the order in which help lists them.
    package static let commands: [CommandDeclaration] = [
        .ask, .chat, .serve, .status, .mcp, .replay, .models, .pool, .cache, .doctor, .bench, .completions,
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
            try StandardOutput.write("rlm \(version)\n")
            return .success
        }
        guard let command = commands.first(where: { $0.name == name }) else { throw unknownCommand(name) }
        let parsed = try ArgumentParser.parse(Array(arguments.dropFirst()), of: command)
        if parsed.has("--help") { return try printHelp(of: name) }
        switch command.name {
        case "ask": return try await AskCommand(parsed, environment: environment).run()
        case "chat":
            return try await ChatCommand(parsed, arguments: Array(arguments.dropFirst()), environment: environment)
                .run()
        case "serve": return try await ServeCommand(parsed, environment: environment).run()
        case "status": return try await StatusCommand(parsed, environment: environment).run()
        case "mcp": return try await MCPCommand(parsed, environment: environment).run()
        case "replay": return try await ReplayCommand(parsed, environment: environment).run()
        case "models": return try await ModelsCommand(parsed, environment: environment).run()
        case "pool": return try await PoolCommand(parsed, environment: environment).run()
        case "cache": return try CacheCommand(parsed, environment: environment).run()
        case "doctor": return try await DoctorCommand(parsed, environment: environment).run()
        case "bench": return try await BenchCommand(parsed).run()
        default: return try printCompletions(parsed.operands)
        }
    }

    /// The help of the whole program.
    package static var help: String {
        HelpText.of(
            commands, summary: "rlm answers questions about code and documents of any size, with checked citations.",
            sections: [
                HelpText.Section(
                    "Start with",
                    [
                        "rlm ask \"Where are retries decided, and with what delays?\" .",
                        "rlm models        which models are ready, and how to make others ready",
                        "rlm doctor        whether everything is in place",
                    ])
            ])
    }

    private static func printHelp(of name: String?) throws -> ExitCode {
        guard let name else {
            try StandardOutput.write(help)
            return .success
        }
        guard let command = commands.first(where: { $0.name == name }) else { throw unknownCommand(name) }
        try StandardOutput.write(HelpText.of(command))
        return .success
    }

    private static func printCompletions(_ operands: [String]) throws -> ExitCode {
        let shells = Shell.allCases.map(\.rawValue)
        guard operands.count == 1, let name = operands.first else {
            throw UsageError("name one shell: rlm completions \(shells.joined(separator: "|"))")
        }
        guard let shell = Shell(rawValue: name) else {
            throw UsageError(
                "no completions for “\(PlainText.oneLine(name))”, only for \(shells.joined(separator: ", "))"
                    + suggestion(for: name, in: shells))
        }
        try StandardOutput.write(shell.completions(of: commands))
        return .success
    }

    private static func unknownCommand(_ name: String) -> UsageError {
        let shown = PlainText.oneLine(name.prefix(60))
        if name.contains(where: \.isWhitespace) || name.hasSuffix("?") {
            return UsageError("“\(shown)” is no command; a question is asked with: rlm ask \"\(shown)\" PATH…")
        }
        return UsageError(
            "unknown command “\(shown)”\(suggestion(for: name, in: commands.map(\.name))) (rlm --help lists them)")
    }

    /// Says what went wrong on standard error.
    private static func report(_ error: any Error) -> ExitCode {
        let failure = CommandFailure(error)
        if let message = failure.message {
            try? StandardOutput.write("rlm: " + PlainText.cleaned(message) + "\n", to: 2)
        }
        return failure.status
    }
}
