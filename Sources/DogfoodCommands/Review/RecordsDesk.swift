import Commands
import Dogfood

/// The records of a repository, read and written by this process.
struct RecordsDesk: ReviewDesk {
    let proposals: Proposals

    func waiting() throws -> [ProposalReport] { try proposals.inbox().map(ProposalReport.init) }

    func sheet(_ id: String) throws -> ReviewSheet {
        let entry = try proposals.entry(id)
        let isOpen = [.proposed, .approved].contains(entry.state)
        return ReviewSheet(
            report: ProposalReport(entry), changedSince: isOpen ? try proposals.changedSince(entry.proposal) : [],
            diff: { String(decoding: try proposals.diff(entry.proposal), as: UTF8.self) })
    }

    func decide(_ shown: ReviewSheet, _ ruling: Ruling) throws {
        try proposals.decide(shown.report.proposal, ruling.verdict, by: ruling.reviewer, reason: ruling.reason)
    }
}
