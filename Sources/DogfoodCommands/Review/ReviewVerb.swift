import Commands
import Dogfood

extension Verb {
    /// `rlm-dogfood review`.
    static let review = Verb(
        CommandDeclaration(
            name: "review", summary: "Walks through the inbox: evidence, diff, and keys to decide.",
            groups: [.common],
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
        let repository = try OpenRepository(input)
        let style = input.style
        let waiting = try repository.proposals.inbox()
        if input.wantsJSON {
            try StandardOutput.write(try JSONText.of(waiting.map(ProposalReport.init)))
            return .success
        }
        if waiting.isEmpty {
            try StandardOutput.write("nothing waits\n")
            return .success
        }
        let person = try PersonAtTerminal(repository.git)
        let review = Review(
            deciding: Deciding(proposals: repository.proposals, person: person, style: style), waiting: waiting)
        try review.walk()
        return .success
    }
}

/// One walk through what waits.
private struct Review {
    let deciding: Deciding
    let waiting: [LedgerState.Entry]

    func walk() throws {
        for (index, entry) in waiting.enumerated() {
            let text = try ProposalText(entry, of: deciding.proposals, style: deciding.style).text
            try StandardOutput.write(
                "\(index == 0 ? "" : "\n")\(index + 1) of \(waiting.count)\n"
                    + text + "\n")
            guard try decide(entry) else { return }
        }
    }

    /// False to quit.
    private func decide(_ entry: LedgerState.Entry) throws -> Bool {
        while true {
            let key = try deciding.person.ask("[a]pprove [r]eject… re[v]ise… [d]iff [t]ests [n]ext [q]uit ? ")
            do {
                switch key {
                case "a": if try deciding.approve(entry) { return true }
                case "r": if try deciding.turnDown(entry, .rejected, reason: nil) { return true }
                case "v": if try deciding.turnDown(entry, .revise, reason: nil) { return true }
                case "d":
                    let diff = String(decoding: try deciding.proposals.diff(entry.proposal), as: UTF8.self)
                    try StandardOutput.write(DiffText.shown(diff, deciding.style))
                case "t":
                    let gates = try ProposalText(entry, of: deciding.proposals, style: deciding.style).gates
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
            }
        }
    }
}
