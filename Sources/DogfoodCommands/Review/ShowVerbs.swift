import Commands
import Dogfood

extension Verb {
    /// `rlm-dogfood show`.
    static let show = Verb(
        CommandDeclaration(
            name: "show", summary: "Shows a proposal with its evidence: claim, risk, places, changes and gates.",
            arguments: "ID ", groups: [.review])
    ) { input in
        let id = try input.proposal(of: "show")
        let sheet = try await input.desk().sheet(id)
        try StandardOutput.write(
            input.wantsJSON ? try JSONText.of(sheet.report) : ProposalText(sheet, style: input.style).text)
        return .success
    }

    /// `rlm-dogfood diff`.
    static let diff = Verb(
        CommandDeclaration(
            name: "diff", summary: "Shows what a proposal changes, as git prints it.", arguments: "ID ",
            groups: [.review])
    ) { input in
        let id = try input.proposal(of: "diff")
        let text = try await input.desk().sheet(id).diff()
        struct Report: Encodable {
            var id: String
            var diff: String
        }
        if input.wantsJSON {
            try StandardOutput.write(try JSONText.of(Report(id: id, diff: text)))
        } else {
            let style = input.style
            try StandardOutput.write(DiffText.shown(text, style))
        }
        return .success
    }

    /// `rlm-dogfood tests`.
    static let tests = Verb(
        CommandDeclaration(
            name: "tests", summary: "Shows what each gate said of a proposal, and the log of one.", arguments: "ID ",
            groups: [
                CommandDeclaration.OptionGroup(
                    "Options",
                    [
                        Option("--log", .text("GATE"), help: "print the log of a gate, such as build"), .repository,
                        .json,
                    ])
            ])
    ) { input in
        let repository = try OpenRepository(input)
        let entry = try repository.proposals.entry(input.proposal(of: "tests"))
        if let name = input.parsed.text("--log") {
            guard let log = entry.proposal.gates.last(where: { $0.gate.rawValue == name })?.log else {
                let names = entry.proposal.gates.filter { $0.log != nil }.map(\.gate.rawValue)
                throw UsageError("no gate “\(PlainText.oneLine(name))” left a log; there is \(names)")
            }
            let bytes = try repository.ledger.artifacts.bytes(of: log)
            try StandardOutput.write(PlainText.cleaned(String(decoding: bytes, as: UTF8.self)))
            return .success
        }
        let text = ProposalText.gates(entry.proposal, input.style).joined(separator: "\n") + "\n"
        try StandardOutput.write(input.wantsJSON ? try JSONText.of(entry.proposal.gates) : text)
        return .success
    }
}
