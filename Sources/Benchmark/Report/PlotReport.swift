import Glibc

/// The results as an SVG picture: for each row how far ours and the best peer are from the goal, on a logarithmic scale.
package struct PlotReport {
    private let results: [RowResult]
    private let lowest: Double
    private let highest: Double

    private static let left = 570.0
    private static let right = 1010.0
    private static let rowHeight = 44.0
    private static let top = 92.0

    package init(_ results: [RowResult]) {
        // A goal of nothing has no ratio; such a row stands in the table alone.
        self.results = results.filter { $0.row.goal > 0 && $0.value != nil }
        let ratios: [Double] = self.results.compactMap(Self.ours) + self.results.compactMap(Self.theirs) + [0.5, 2]
        lowest = ratios.min().map { log10($0).rounded(.down) } ?? -1
        highest = ratios.max().map { log10($0).rounded(.up) } ?? 1
    }

    /// How many times the goal is needed: 1 meets it, more misses it.
    private static func ratio(_ value: Double, _ row: any Row) -> Double? {
        guard value > 0 else { return nil }
        return row.higherIsBetter ? row.goal / value : value / row.goal
    }

    private static func ours(_ result: RowResult) -> Double? { result.value.flatMap { ratio($0, result.row) } }

    private static func theirs(_ result: RowResult) -> Double? { result.peer.flatMap { ratio($0.value, result.row) } }

    package func text() -> String {
        let height = Self.top + Self.rowHeight * Double(results.count) + 40
        var lines = [
            """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1200 \(Int(height))" \
            font-family="sans-serif" font-size="13">
            """,
            "<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>",
            Self.label(20, 30, "rlm and the best other engine, as multiples of the goal (less is better)", size: 17),
            Self.bar(20, 46, 24, "#2f6fb7") + Self.label(50, 57, "rlm"),
            Self.bar(110, 46, 24, "#c9a27a") + Self.label(140, 57, "best peer"),
        ]
        lines += grid(to: height - 34)
        for (index, result) in results.enumerated() { lines += row(result, Self.top + Self.rowHeight * Double(index)) }
        return (lines + ["</svg>"]).joined(separator: "\n") + "\n"
    }

    private func row(_ result: RowResult, _ y: Double) -> [String] {
        var lines = [Self.label(Self.left - 12, y + 22, result.row.name, anchor: "end")]
        if let ours = Self.ours(result), let value = result.value {
            lines += mark(ours, y + 4, "#2f6fb7", Shown.quantity(value, result.row.unit))
        }
        if let theirs = Self.theirs(result), let peer = result.peer {
            lines += mark(theirs, y + 21, "#c9a27a", "\(Shown.quantity(peer.value, result.row.unit)) · \(peer.name)")
        }
        return lines
    }

    /// A bar from the left edge, with its number behind it.
    private func mark(_ ratio: Double, _ y: Double, _ colour: String, _ text: String) -> [String] {
        let end = place(ratio)
        return [Self.bar(Self.left, y, end - Self.left, colour), Self.label(end + 6, y + 11, text, size: 11)]
    }

    private func grid(to bottom: Double) -> [String] {
        var lines: [String] = []
        for power in Int(lowest)...Int(highest) {
            let ratio = pow(10, Double(power))
            let isGoal = power == 0
            lines.append(
                """
                <line x1="\(Self.coordinate(place(ratio)))" y1="\(Int(Self.top) - 8)" \
                x2="\(Self.coordinate(place(ratio)))" y2="\(Int(bottom))" \
                stroke="\(isGoal ? "#c0392b" : "#dddddd")" stroke-width="\(isGoal ? 1.5 : 1)"/>
                """)
            let text = isGoal ? "goal" : "\(Shown.number(ratio))×"
            lines.append(Self.label(place(ratio), Self.top - 14, text, size: 11, anchor: "middle"))
        }
        return lines
    }

    private func place(_ ratio: Double) -> Double {
        Self.left + (Self.right - Self.left) * (log10(ratio) - lowest) / (highest - lowest)
    }

    private static func bar(_ x: Double, _ y: Double, _ width: Double, _ colour: String) -> String {
        """
        <rect x="\(coordinate(x))" y="\(coordinate(y))" width="\(coordinate(max(1, width)))" height="14" rx="2" \
        fill="\(colour)"/>
        """
    }

    private static func label(
        _ x: Double, _ y: Double, _ text: String, size: Int = 13, anchor: String = "start"
    ) -> String {
        let escaped = text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
        return """
            <text x="\(coordinate(x))" y="\(coordinate(y))" font-size="\(size)" text-anchor="\(anchor)">\(escaped)</text>
            """
    }

    private static func coordinate(_ value: Double) -> String { "\((value * 10).rounded() / 10)" }
}
