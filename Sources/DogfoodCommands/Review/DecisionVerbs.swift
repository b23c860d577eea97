import Commands
import Dogfood

extension Verb {
    /// `rlm-dogfood approve`.
    static let approve = Verb(
        CommandDeclaration(
            name: "approve", summary: "Approves a proposal, which may then be landed; asks at the terminal.",
            arguments: "ID ", groups: [.common],
            sections: [
                HelpText.Section(
                    "How",
                    [
                        "Shows what is approved and waits for the word that it asks for; where the risk",
                        "is high, that is the name of the proposal. Enter alone, the end of the input and",
                        "a missing terminal never approve. The approval holds for this tree only.",
                    ])
            ])
    ) { input in
        try decide(input, "approve") { try $0.approve($1) }
    }

    /// `rlm-dogfood reject`.
    static let reject = Verb(
        CommandDeclaration(
            name: "reject", summary: "Turns a proposal down for a reason; it is not proposed again.",
            arguments: "ID ", groups: [reasons])
    ) { input in
        try decide(input, "reject") { try $0.turnDown($1, .rejected, reason: input.parsed.text("--reason")) }
    }

    /// `rlm-dogfood revise`.
    static let revise = Verb(
        CommandDeclaration(
            name: "revise", summary: "Puts a proposal away and asks for a better one, for a reason.",
            arguments: "ID ", groups: [reasons])
    ) { input in
        try decide(input, "revise") { try $0.turnDown($1, .revise, reason: input.parsed.text("--reason")) }
    }

    private static let reasons = CommandDeclaration.OptionGroup(
        "Options", [Option("--reason", .text("TEXT"), help: "why; asked for when it is left out"), .repository, .json])

    private static func decide(
        _ input: VerbInput, _ verb: String, _ body: (Deciding, LedgerState.Entry) throws -> Bool
    ) throws -> ExitCode {
        let id = try input.proposal(of: verb)
        let repository = try OpenRepository(input)
        let entry = try repository.proposals.entry(id)
        guard entry.state == .proposed else { throw ProposalError.alreadyResolved(id, entry.state) }
        let style = input.style
        let deciding = Deciding(
            proposals: repository.proposals, person: try PersonAtTerminal(repository.git), style: style)
        try StandardOutput.write(try ProposalText(entry, of: repository.proposals, style: style).text + "\n")
        let decided = try body(deciding, entry)
        if input.wantsJSON, decided {
            try StandardOutput.write(try JSONText.of(ProposalReport(try repository.proposals.entry(id))))
        }
        return decided ? .success : .incomplete
    }
}
