import Commands
import Dogfood

/// A proposal as a person reads it, the most important first.
struct ProposalText {
    private let report: ProposalReport
    private let changedSince: [String]
    private let style: TerminalCapabilities
    private let columns = OutputStyle.columns

    init(_ sheet: ReviewSheet, style: TerminalCapabilities) {
        (report, changedSince, self.style) = (sheet.report, sheet.changedSince, style)
    }

    private var proposal: Proposal { report.proposal }

    /// Lines added and removed.
    static func size(_ proposal: Proposal) -> (added: Int, removed: Int) {
        proposal.paths.reduce((0, 0)) { ($0.0 + $1.added, $0.1 + $1.removed) }
    }

    var text: String {
        let parts = [head, rationale, changes, Self.gates(proposal, style), history, commands].filter { !$0.isEmpty }
        return parts.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
    }

    /// What is claimed, and how closely to look.
    var head: [String] {
        let finding = proposal.finding
        var lines = ["\(style.bold)\(proposal.id)  \(PlainText.oneLine(finding.claim))\(style.reset)"]
        let colour =
            switch proposal.risk.level {
            case .low: style.green
            case .medium: style.yellow
            case .high: style.red
            }
        lines.append(
            "\(PlainText.oneLine(finding.category)), \(colour)\(proposal.risk.level.rawValue) risk\(style.reset), "
                + "\(report.state.rawValue)\(report.note.map { ": " + PlainText.oneLine($0) } ?? "")")
        if !changedSince.isEmpty {
            let paths = PlainText.oneLine(changedSince.joined(separator: ", "))
            lines.append("  \(style.red)stale\(style.reset): \(paths) changed since, so that it cannot land as it is")
        }
        return lines + proposal.risk.reasons.map { "  \(colour)!\(style.reset) \(PlainText.oneLine($0))" }
    }

    private var rationale: [String] {
        let finding = proposal.finding
        let paragraphs = PlainText.cleaned(finding.rationale).split(separator: "\n").prefix(8)
        let words = paragraphs.flatMap { WrappedText.lines("  \($0)", width: max(40, min(columns, 100))) }
        let places = finding.places.prefix(8).map { place in
            "  \(PlainText.oneLine(place.path)):\(place.line)  \(style.dim)\(PlainText.oneLine(place.quote))\(style.reset)"
        }
        let more = finding.places.count > 8 ? ["  and \(finding.places.count - 8) more places"] : []
        return words + places + more
    }

    private var changes: [String] {
        let width = proposal.paths.map(\.path.count).max() ?? 0
        let lines = proposal.paths.map { note in
            let path = PlainText.oneLine(note.path)
            return "  " + path + String(repeating: " ", count: max(0, width - path.count))
                + "  +\(note.added) -\(note.removed)  \(note.pathClass)"
        }
        return ["Changes on \(proposal.base.prefix(10)):"] + lines
            + proposal.tripwires.map { "  \(style.yellow)tripwire\(style.reset) \(PlainText.oneLine($0))" }
    }

    /// What each gate said.
    static func gates(_ proposal: Proposal, _ style: TerminalCapabilities) -> [String] {
        let lines = proposal.gates.map { GateLine.of($0, style) }
        return ["Gates:"] + (lines.isEmpty ? ["  none has tested it"] : lines)
    }

    private var history: [String] {
        var lines = [
            "By \(PlainText.oneLine(proposal.model)) in \(proposal.run), \(ClockText.of(report.proposed)), "
                + "\(CostReport(proposal.cost).text), \(Quantity.counted(proposal.failedAttempts, "failed draft")) before"
        ]
        for decision in report.decisions {
            lines.append(
                "\(decision.verdict.rawValue) by \(PlainText.oneLine(decision.reviewer.name)), "
                    + ClockText.of(decision.time)
                    + (decision.reason.isEmpty ? "" : ": " + PlainText.oneLine(decision.reason)))
        }
        for landing in report.landings {
            lines.append("\(landing.kind.rawValue) on \(landing.branch) as \(landing.commit.prefix(10))")
        }
        return lines
    }

    private var commands: [String] {
        let branch = proposal.ref.replacing("refs/heads/", with: "")
        switch report.state {
        case .proposed:
            return ["See it:   rlm-dogfood diff \(proposal.id)      git log -p -1 \(branch)"]
        case .approved: return ["Land it:  rlm-dogfood land \(proposal.id)"]
        case .landed: return ["Undo it:  rlm-dogfood revert \(proposal.id)"]
        default: return []
        }
    }
}
