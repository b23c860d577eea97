import FoundationEssentials
import RLMEngine

/// A replay's report as the one JSON object that `--json` prints.
struct ReplayJSON: Encodable {
    private var same: Bool
    @NullWhenNil private var difference: ReplayReport.Difference?
    private var endsEarly: Bool
    private var turns: Int
    private var cells: Int
    private var calls: Int
    /// Outputs that differ in times or random numbers only.
    private var unrepeatable: Int
    /// What is different in the input; null when nothing is.
    @NullWhenNil private var inputChanges: String?

    init(_ report: ReplayReport, _ changes: InputChanges) {
        same = report.isSame
        difference = report.difference
        endsEarly = report.endsEarly
        (turns, cells, calls) = (report.turns, report.cells, report.calls)
        unrepeatable = report.unrepeatable
        inputChanges = changes.isEmpty ? nil : changes.text
    }

    func text() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
    }
}
