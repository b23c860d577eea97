import Dogfood
import JSON

/// A proposal as clients of the daemon get it.
enum ProposalJSON {
    /// What a list shows.
    static func summary(_ entry: LedgerState.Entry) -> [String: JSONValue] {
        let proposal = entry.proposal
        return [
            "id": .string(proposal.id), "revision": .string(proposal.tree), "state": .string(entry.state.rawValue),
            "title": .string(proposal.finding.claim), "class": .string(proposal.finding.category),
            "risk": .string(proposal.risk.level.rawValue), "files": .integer(proposal.paths.count),
            "added": .integer(proposal.paths.reduce(0) { $0 + $1.added }),
            "removed": .integer(proposal.paths.reduce(0) { $0 + $1.removed }), "createdAt": .integer(entry.proposed),
        ]
    }

    /// All that a person needs to decide.
    /// - Parameter changedSince: paths that are no longer what they were on the base.
    static func whole(_ entry: LedgerState.Entry, diff: String, changedSince: [String]) throws -> JSONValue {
        let proposal = entry.proposal
        var members = summary(entry)
        members["riskReasons"] = texts(proposal.risk.reasons)
        members["rationale"] = .string(proposal.finding.rationale)
        members["evidence"] = .array(
            proposal.finding.places.map {
                ["path": .string($0.path), "line": .integer($0.line), "text": .string($0.quote)]
            })
        members["gates"] = .array(proposal.gates.map(gate))
        members["paths"] = .array(
            proposal.paths.map {
                [
                    "path": .string($0.path), "class": .string($0.pathClass), "added": .integer($0.added),
                    "removed": .integer($0.removed),
                ]
            })
        members["tripwires"] = texts(proposal.tripwires)
        members["diff"] = .string(diff)
        members["branch"] = .string(proposal.ref.replacing("refs/heads/", with: ""))
        members["base"] = .string(proposal.base)
        members["tree"] = .string(proposal.tree)
        members["model"] = .string(proposal.model)
        members["cost"] = proposal.cost.costUSD.map { .number($0) } ?? .null
        members["note"] = entry.note.map { .string($0) } ?? .null
        members["stale"] = texts(changedSince)
        members["decisions"] = .array(entry.decisions.map(decision))
        members["landings"] = .array(
            entry.landings.map {
                ["kind": .string($0.kind.rawValue), "branch": .string($0.branch), "commit": .string($0.commit)]
            })
        members["commands"] = texts(commands(entry))
        members["report"] = try JSONValue(of: ProposalReport(entry))
        return .object(members)
    }

    private static func gate(_ record: GateRecord) -> JSONValue {
        [
            "gate": .string(record.gate.rawValue), "verdict": .string(record.outcome.rawValue),
            "seconds": .number(record.seconds), "summary": .string(record.summary),
        ]
    }

    private static func decision(_ decision: Decision) -> JSONValue {
        [
            "verdict": .string(decision.verdict.rawValue), "by": .string(decision.reviewer.name),
            "via": .string(decision.reviewer.via), "reason": .string(decision.reason),
            "time": .integer(decision.time),
        ]
    }

    /// What can be typed in the repository to see or do the same.
    private static func commands(_ entry: LedgerState.Entry) -> [String] {
        let id = entry.proposal.id
        let all = ["rlm-dogfood show \(id)", "rlm-dogfood diff \(id)", "rlm-dogfood tests \(id)"]
        switch entry.state {
        case .proposed: return all + ["rlm-dogfood approve \(id)", "rlm-dogfood reject \(id)"]
        case .approved: return all + ["rlm-dogfood land \(id)"]
        case .landed: return all + ["rlm-dogfood revert \(id)"]
        default: return all
        }
    }

    private static func texts(_ texts: [String]) -> JSONValue { .array(texts.map { .string($0) }) }
}
