import Bridge
import Commands
import Dogfood

extension Verb {
    /// `rlm-dogfood review`.
    static let review = Verb(
        CommandDeclaration(
            name: "review", summary: "Walks through the inbox: evidence, diff, and keys to decide.",
            groups: [.review],
            sections: [
                HelpText.Section(
                    "Keys, each with Enter",
                    [
                        "a   approve: a word is asked for, where the risk is high the name",
                        "r   reject, for a reason; it is not proposed again",
                        "v   revise: ask for a better one, for a reason",
                        "d   the diff",
                        "t   what each gate said",
                        "n   the next one; nothing is decided",
                        "q   quit",
                    ])
            ])
    ) { input in
        try input.expectNoOperands(of: "review")
        let desk = try await input.desk()
        let waiting = try await desk.waiting()
        if input.wantsJSON {
            try StandardOutput.write(try JSONText.of(waiting))
            return .success
        }
        if waiting.isEmpty {
            try StandardOutput.write("nothing waits\n")
            return .success
        }
        let deciding = Deciding(desk: desk, person: try input.person(), style: input.style)
        try await Review(deciding: deciding, waiting: waiting.map(\.proposal.id)).walk()
        return .success
    }
}

/// One walk through what waits.
private struct Review {
    let deciding: Deciding
    let waiting: [String]

    func walk() async throws {
        for (index, id) in waiting.enumerated() {
            let sheet = try await deciding.desk.sheet(id)
            let text = ProposalText(sheet, style: deciding.style).text
            try StandardOutput.write(
                "\(index == 0 ? "" : "\n")\(index + 1) of \(waiting.count)\n" + text + "\n")
            guard try await decide(sheet) else { return }
        }
    }

    /// False to quit.
    private func decide(_ sheet: ReviewSheet) async throws -> Bool {
        while true {
            let key = try deciding.person.ask("[a]pprove [r]eject… re[v]ise… [d]iff [t]ests [n]ext [q]uit ? ")
            do {
                switch key {
                case "a": if try await deciding.approve(sheet) { return true }
                case "r": if try await deciding.turnDown(sheet, .rejected, reason: nil) { return true }
                case "v": if try await deciding.turnDown(sheet, .revise, reason: nil) { return true }
                case "d":
                    try StandardOutput.write(DiffText.shown(try sheet.diff(), deciding.style))
                case "t":
                    let gates = ProposalText.gates(sheet.report.proposal, deciding.style)
                    try StandardOutput.write(gates.joined(separator: "\n") + "\n")
                case "n": return true
                case "q", nil: return false
                default:
                    try StandardOutput.write("type one of a r v d t n q; rlm-dogfood review --help explains them\n")
                }
            } catch let error as ProposalError {
                // Somebody else was faster, or changed the branch.
                try StandardOutput.write(error.description + "\n")
                return true
            } catch let error as RPCError where error.kind == .conflict {
                try StandardOutput.write(error.description + "\n")
                return true
            }
        }
    }
}
