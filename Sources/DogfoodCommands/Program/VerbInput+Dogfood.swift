import Commands
import Configuration

extension VerbInput {
    var wantsJSON: Bool { parsed.has("--json") }

    /// Colours for standard output.
    var style: TerminalCapabilities { OutputStyle(colour: .auto, environment: environment).capabilities }

    /// The one argument of a verb that takes the name of a proposal: `p7`.
    func proposal(of verb: String) throws -> String {
        guard parsed.operands.count == 1, let id = parsed.operands.first else {
            throw UsageError("name one proposal: rlm-dogfood \(verb) ID (rlm-dogfood inbox lists them)")
        }
        return id
    }

    /// - Throws: when there is an argument.
    func expectNoOperands(of verb: String) throws { try parsed.expectNoOperands(of: "rlm-dogfood \(verb)") }
}
