import Commands
import Dogfood

/// What `rlm-dogfood cycle` prints at its end.
struct CycleSummary: Encodable {
    struct Made: Encodable {
        var id: String
        var branch: String
        var risk: String
        var claim: String
    }

    struct Miss: Encodable {
        var claim: String
        var reason: String
    }

    var run: String
    var ending: String
    var proposals: [Made]
    var failed: [Miss]
    var suppressed: [Miss]
    /// Findings that were not tried.
    var left: Int

    init(_ report: CycleReport, run: String) {
        self.run = run
        proposals = report.proposals.map {
            Made(id: $0.id, branch: $0.ref, risk: $0.risk.level.rawValue, claim: $0.finding.claim)
        }
        failed = report.failed.map { Miss(claim: $0.finding.claim, reason: $0.reason) }
        suppressed = report.suppressed.map { Miss(claim: $0.finding.claim, reason: $0.reason) }
        left = report.left
        ending =
            switch report.ending {
            case .exhausted: "everything found was tried"
            case .enough: "as many proposals as were asked for"
            case .budget(let reason), .halted(let reason): reason
            case .interrupted: "interrupted"
            }
    }

    var text: String {
        var lines = proposals.map { "\($0.id)  \($0.risk) risk  \($0.claim)" }
        lines += failed.map { "no proposal: \($0.claim): \($0.reason)" }
        lines += suppressed.map { "left alone: \($0.claim): \($0.reason)" }
        lines.append("\(run) ended: \(ending)" + (left > 0 ? ", \(Quantity.counted(left, "finding")) left" : ""))
        if !proposals.isEmpty { lines.append("Decide on them with: rlm-dogfood review") }
        return lines.map { PlainText.oneLine($0) }.joined(separator: "\n") + "\n"
    }
}
