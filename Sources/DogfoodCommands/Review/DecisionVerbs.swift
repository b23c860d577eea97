import Commands
import Dogfood

extension Verb {
    /// `rlm-dogfood approve`.
    static let approve = Verb(
        CommandDeclaration(
            name: "approve", summary: "Approves a proposal, which may then be landed; asks at the terminal.",
            arguments: "ID ", groups: [.review],
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
        try await decide(input, "approve") { try await $0.approve($1) }
    }

    /// `rlm-dogfood reject`.
    static let reject = Verb(
        CommandDeclaration(
            name: "reject", summary: "Turns a proposal down for a reason; it is not proposed again.",
            arguments: "ID ", groups: [reasons])
    ) { input in
        try await decide(input, "reject") {
            try await $0.turnDown($1, .rejected, reason: input.parsed.text("--reason"))
        }
    }

    /// `rlm-dogfood revise`.
    static let revise = Verb(
        CommandDeclaration(
            name: "revise", summary: "Puts a proposal away and asks for a better one, for a reason.",
            arguments: "ID ", groups: [reasons])
    ) { input in
        try await decide(input, "revise") { try await $0.turnDown($1, .revise, reason: input.parsed.text("--reason")) }
    }

    private static let reasons = CommandDeclaration.OptionGroup(
        "Options",
        [Option("--reason", .text("TEXT"), help: "why; asked for when it is left out"), .repository, .daemon, .json])

    private static func decide(
        _ input: VerbInput, _ verb: String, _ body: (Deciding, ReviewSheet) async throws -> Bool
    ) async throws -> ExitCode {
        let id = try input.proposal(of: verb)
        let desk = try await input.desk()
        let sheet = try await desk.sheet(id)
        guard sheet.report.state == .proposed else { throw ProposalError.alreadyResolved(id, sheet.report.state) }
        let deciding = Deciding(desk: desk, person: try input.person(), style: input.style)
        try StandardOutput.write(ProposalText(sheet, style: input.style).text + "\n")
        let decided = try await body(deciding, sheet)
        if input.wantsJSON, decided {
            try StandardOutput.write(try JSONText.of(try await desk.sheet(id).report))
        }
        return decided ? .success : .incomplete
    }
}
