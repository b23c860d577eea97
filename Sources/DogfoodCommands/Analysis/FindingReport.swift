import Commands
import Dogfood

/// A finding as it is printed.
struct FindingReport: Encodable {
    var finding: Finding
    @NullWhenNil var diff: String?

    init(_ finding: Finding, diff: String?) {
        self.finding = finding
        self.diff = diff
    }

    private static let shownPlaces = 12

    var text: String {
        let places = finding.places.prefix(Self.shownPlaces).map { "  \($0.path):\($0.line): \($0.quote.prefix(160))" }
        let more = finding.places.count - Self.shownPlaces
        let lines =
            ["\(finding.category): \(finding.claim)"] + places + (more > 0 ? ["  … and \(more) more"] : [])
        return PlainText.cleaned(lines.joined(separator: "\n") + "\n" + (diff.map { "\n" + $0 } ?? ""))
    }
}
