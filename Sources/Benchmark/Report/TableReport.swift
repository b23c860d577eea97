/// The results as a table for a person, in plain columns or in Markdown.
package enum TableReport {
    private static let heads = ["work", "rlm", "goal", "", "best peer", "ratio"]

    package static func text(_ results: [RowResult]) -> String {
        let rows = [heads] + results.map(cells)
        let widths = heads.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        let lines = rows.map { row in
            let padded = zip(row, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }
            return padded.joined(separator: "  ").trimmedEnd
        }
        return (lines.prefix(1) + [String(repeating: "─", count: lines.map(\.count).max() ?? 0)] + lines.dropFirst())
            .joined(separator: "\n") + "\n"
    }

    package static func markdown(_ results: [RowResult]) -> String {
        let rows = [heads, heads.map { _ in "---" }] + results.map(cells)
        return rows.map { "| " + $0.joined(separator: " | ") + " |" }.joined(separator: "\n") + "\n"
    }

    /// What each row is and how its number comes about.
    package static func methods(of rows: [any Row]) -> String {
        rows.map { "\($0.key)\n    \($0.name): \(Shown.goal($0))\n    \($0.method)\n" }.joined()
    }

    private static func cells(_ result: RowResult) -> [String] {
        [
            result.row.name, Shown.value(result), Shown.goal(result.row), result.isMet ? "✓" : "✗",
            result.peer.map { "\(Shown.quantity($0.value, result.row.unit)) (\($0.name))" } ?? "",
            result.advantage.map { "\(Shown.number($0))×" } ?? "",
        ]
    }
}

extension String {
    fileprivate var trimmedEnd: String {
        var text = self[...]
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}
