import Commands
import Dogfood

extension Verb {
    /// `rlm-dogfood inbox`.
    static let inbox = Verb(
        CommandDeclaration(
            name: "inbox", summary: "Lists the proposals that wait for a person.", groups: [.review])
    ) { input in
        try input.expectNoOperands(of: "inbox")
        let waiting = try await input.desk().waiting()
        if input.wantsJSON {
            try StandardOutput.write(try JSONText.of(waiting))
            return .success
        }
        let width = waiting.map(\.proposal.id.count).max() ?? 0
        let lines = waiting.map { entry in
            let proposal = entry.proposal
            let id = proposal.id + String(repeating: " ", count: width - proposal.id.count)
            let (added, removed) = ProposalText.size(proposal)
            return "\(id)  \(proposal.risk.level.rawValue) risk  +\(added) -\(removed)  "
                + PlainText.oneLine(proposal.finding.claim)
        }
        let hint = waiting.isEmpty ? ["nothing waits"] : ["", "Decide on them with: rlm-dogfood review"]
        try StandardOutput.write((lines + hint).joined(separator: "\n") + "\n")
        return .success
    }
}
