import Bridge
import Dogfood
import Glibc
import JSON

/// The proposals of repositories: `proposal/…`. What a person decides here is bound to what the person was shown.
final class ProposalService: DaemonService {
    let repositories: KnownRepositories
    let watch = ProposalWatch()

    init(environment: [String: String]) { repositories = KnownRepositories(environment: environment) }

    var capability: (name: String, value: JSONValue) { ("proposals", true) }

    var isAtWork: Bool { false }

    func status() async -> [String: JSONValue] { [:] }

    func stop() async {}

    var methods: MethodTable {
        var methods = MethodTable()
        methods.on("proposal/list") { params, context in try await Aside.run { try self.list(params, context) } }
        methods.on("proposal/get") { params, context in try await Aside.run { try self.get(params, context) } }
        methods.on("proposal/decide") { params, context in try await Aside.run { try self.decide(params, context) } }
        methods.on("proposal/land") { params, context in try await Aside.run { try self.land(params, context) } }
        methods.on("proposal/revert") { params, context in try await Aside.run { try self.revert(params, context) } }
        return methods
    }

    private func list(_ params: Parameters, _ context: RequestContext) throws -> JSONValue {
        let path = try params.path("repository")
        let wanted = try params.optionalTexts("states")
        for name in wanted ?? [] where Proposal.State(rawValue: name) == nil {
            let names = Proposal.State.allCases.map(\.rawValue).joined(separator: ", ")
            throw params.wrong("states", "made of \(names)")
        }
        guard let proposals = try repositories.proposals(of: path) else { return ["proposals": [], "waiting": 0] }
        try watch.add(context.peer, path, proposals)
        let waiting = try proposals.inbox().count
        let entries = try proposals.ledger.state.proposals.filter { entry in
            entry.isPublished && wanted?.contains(entry.state.rawValue) != false
        }
        return [
            "proposals": .array(entries.reversed().map { .object(ProposalJSON.summary($0)) }),
            "waiting": .integer(waiting),
        ]
    }

    private func get(_ params: Parameters, _ context: RequestContext) throws -> JSONValue {
        let path = try params.path("repository")
        let (proposals, entry) = try repositories.proposals(with: try params.text("id"), in: path)
        try watch.add(context.peer, path, proposals)
        let isOpen = [.proposed, .approved].contains(entry.state)
        return try ProposalJSON.whole(
            entry, diff: String(decoding: try proposals.diff(entry.proposal), as: UTF8.self),
            changedSince: isOpen ? try proposals.changedSince(entry.proposal) : [])
    }

    private func decide(_ params: Parameters, _ context: RequestContext) throws -> JSONValue {
        let (proposals, entry) = try shown(params, context)
        let id = entry.proposal.id
        guard entry.state == .proposed else { throw ProposalError.alreadyResolved(id, entry.state) }
        let verdict: Decision.Verdict
        switch try params.text("decision") {
        case "approve": verdict = .approved
        case "reject": verdict = .rejected
        case "revise": verdict = .revise
        default: throw params.wrong("decision", "one of approve, reject, revise")
        }
        let reason = try params.optionalText("reason") ?? ""
        if verdict != .approved, !reason.contains(where: { !$0.isWhitespace }) {
            throw RPCError(.invalidParams, "“reason” is missing", hint: "say why, so that the next try can do better")
        }
        if verdict == .approved, entry.proposal.risk.level == .high, try params.optionalText("confirmation") != id {
            throw RPCError(
                .confirmationNeeded, "\(id) is of high risk: \(entry.proposal.risk.reasons.joined(separator: "; "))",
                hint: "let the person type \(id), and send it as “confirmation”")
        }
        try proposals.decide(
            entry.proposal, verdict, by: try Reviewers.reviewer(context.peer, proposals), reason: reason)
        return ["state": .string(try proposals.entry(id).state.rawValue)]
    }

    private func land(_ params: Parameters, _ context: RequestContext) throws -> JSONValue {
        let (proposals, entry) = try shown(params, context)
        let branch = try params.optionalText("branch").map { $0.hasPrefix("refs/") ? $0 : "refs/heads/" + $0 }
        return Self.json(try proposals.land(entry.proposal.id, onto: branch))
    }

    private func revert(_ params: Parameters, _ context: RequestContext) throws -> JSONValue {
        let path = try params.path("repository")
        try Reviewers.expectPerson(context.peer)
        let (proposals, entry) = try repositories.proposals(with: try params.text("id"), in: path)
        return Self.json(try proposals.revert(entry.proposal.id))
    }

    /// The proposal that a person has seen, if it still is what it was then.
    private func shown(
        _ params: Parameters, _ context: RequestContext
    ) throws -> (Proposals, LedgerState.Entry) {
        let path = try params.path("repository")
        let revision = try params.text("revision")
        try Reviewers.expectPerson(context.peer)
        let (proposals, entry) = try repositories.proposals(with: try params.text("id"), in: path)
        guard entry.proposal.tree == revision else {
            throw RPCError(
                .conflict, "\(entry.proposal.id) is not what was shown: its revision is \(entry.proposal.tree)",
                hint: "get it again and look at it once more")
        }
        return (proposals, entry)
    }

    private static func json(_ landed: Proposals.Landed) -> JSONValue {
        [
            "commit": .string(landed.landing.commit),
            "branch": .string(landed.landing.branch.replacing("refs/heads/", with: "")),
            "unseen": .integer(landed.unseen), "updatedFiles": .bool(landed.updatedFiles),
        ]
    }
}
