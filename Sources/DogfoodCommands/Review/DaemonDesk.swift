import Bridge
import Commands
import Dogfood
import FoundationEssentials
import JSON

/// The daemon's methods for proposals, those that editors use.
struct DaemonDesk: ReviewDesk {
    private let client: RPCClient
    private let repository: JSONValue

    /// Connects to the daemon, which is started if there is none.
    init(_ input: VerbInput) async throws {
        let starter = DaemonStarter(
            path: try SocketPath(environment: input.environment), environment: input.environment)
        client = try await starter.client(DaemonClient(name: Program.dogfood.name, approvals: true))
        repository = .string(input.repositoryPath)
    }

    func waiting() async throws -> [ProposalReport] {
        let list = try await client.request("proposal/list", ["repository": repository, "states": ["proposed"]])
        var reports: [ProposalReport] = []
        for proposal in (list["proposals"]?.array ?? []).reversed() {
            reports.append(try await sheet(proposal["id"]?.string ?? "").report)
        }
        return reports
    }

    func sheet(_ id: String) async throws -> ReviewSheet {
        let whole = try await client.request("proposal/get", ["repository": repository, "id": .string(id)])
        let report = try JSONDecoder().decode(ProposalReport.self, from: Data((whole["report"] ?? .null).encoded))
        let diff = whole["diff"]?.string ?? ""
        return ReviewSheet(
            report: report, changedSince: (whole["stale"]?.array ?? []).compactMap(\.string), diff: { diff })
    }

    /// Who decides, the daemon hears from the kernel.
    func decide(_ shown: ReviewSheet, _ ruling: Ruling) async throws {
        let proposal = shown.report.proposal
        let decision =
            switch ruling.verdict {
            case .approved: "approve"
            case .rejected: "reject"
            case .revise: "revise"
            }
        _ = try await client.request(
            "proposal/decide",
            [
                "repository": repository, "id": .string(proposal.id), "revision": .string(proposal.tree),
                "decision": .string(decision), "reason": .string(ruling.reason), "confirmation": .string(ruling.word),
            ])
    }
}
