package import Commands
import Configuration

/// A verb of `rlm-dogfood`: what help, parsing and completions say of it, and what it does.
package struct Verb: Sendable {
    package typealias Action = @Sendable (VerbInput) async throws -> ExitCode

    package let declaration: CommandDeclaration
    let action: Action

    package init(_ declaration: CommandDeclaration, _ action: @escaping Action) {
        self.declaration = declaration
        self.action = action
    }

    package var name: String { declaration.name }
}

/// What a verb gets.
package struct VerbInput: Sendable {
    package let parsed: ParsedArguments
    package let environment: [String: String]

    package init(parsed: ParsedArguments, environment: [String: String]) {
        self.parsed = parsed
        self.environment = environment
    }

    package var wantsJSON: Bool { parsed.has("--json") }

    /// Colours for standard output.
    package var style: TerminalCapabilities { OutputStyle(colour: .auto, environment: environment).capabilities }

    /// The one argument of a verb that takes the name of a proposal: `p7`.
    package func proposal(of verb: String) throws -> String {
        guard parsed.operands.count == 1, let id = parsed.operands.first else {
            throw UsageError("name one proposal: rlm-dogfood \(verb) ID (rlm-dogfood inbox lists them)")
        }
        return id
    }

    /// - Throws: when there is an argument.
    package func expectNoOperands(of verb: String) throws {
        if let extra = parsed.operands.first {
            throw UsageError("rlm-dogfood \(verb) takes no argument “\(PlainText.oneLine(extra))”")
        }
    }
}
