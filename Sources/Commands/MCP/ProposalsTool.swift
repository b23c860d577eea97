import Bridge
import Dogfood
import JSON

/// `rlm_proposals`: what `rlm-dogfood` has proposed for the repository that is served. Nothing can be decided here.
struct ProposalsTool: MCPTool {
    let repositories: KnownRepositories
    let folders: MCPFolders

    let declaration = MCPToolDeclaration(
        name: "rlm_proposals", title: "List proposed changes",
        description: """
            Lists the changes that rlm-dogfood has proposed for this repository, with their state, risk and size, newest \
            first. Only a person can approve, reject or land them: rlm-dogfood review.
            """,
        arguments: [
            "state": [
                "type": "string", "enum": .array(Proposal.State.allCases.map { .string($0.rawValue) }),
                "description": "only those in this state",
            ]
        ], required: [])

    func call(_ arguments: Parameters, progress: @escaping @Sendable (String) -> Void) async throws -> MCPToolResult {
        let wanted = try arguments.optionalText("state")
        if let wanted, Proposal.State(rawValue: wanted) == nil {
            throw arguments.wrong("state", "one of " + Proposal.State.allCases.map(\.rawValue).joined(separator: ", "))
        }
        let all = try await Aside.run { try repositories.proposals(of: folders.folder)?.ledger.state.proposals ?? [] }
        let entries = all.filter { $0.isPublished && (wanted == nil || $0.state.rawValue == wanted) }
        let list = entries.reversed().map { ProposalJSON.summary($0) }
        let lines = list.map { proposal in
            let text = { (name: String) in PlainText.oneLine(proposal[name]?.string ?? "") }
            return "\(text("id"))  \(text("state")), \(text("risk")) risk: \(text("title"))"
        }
        return MCPToolResult(
            text: lines.isEmpty ? "there are no proposals" : lines.joined(separator: "\n"),
            structured: ["proposals": .array(list.map { .object($0) })])
    }
}
