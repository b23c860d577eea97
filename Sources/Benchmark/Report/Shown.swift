/// Numbers as the tables and the plot show them.
enum Shown {
    /// Three digits that count, and no more than three decimals.
    static func number(_ value: Double) -> String {
        if value == 0 || abs(value) >= 1000 { return grouped(Int(value.rounded())) }
        let decimals = abs(value) >= 100 ? 0 : abs(value) >= 10 ? 1 : abs(value) >= 1 ? 2 : 3
        var scale = 1.0
        for _ in 0..<decimals { scale *= 10 }
        let scaled = Int((abs(value) * scale).rounded())
        var digits = "\(scaled)"
        if decimals > 0 {
            digits = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
            digits.insert(".", at: digits.index(digits.endIndex, offsetBy: -decimals))
            while digits.hasSuffix("0") { digits.removeLast() }
            if digits.hasSuffix(".") { digits.removeLast() }
        }
        return (value < 0 ? "−" : "") + digits
    }

    /// A number with its unit, such as `1.2 × bare scan`.
    static func quantity(_ value: Double, _ unit: String) -> String {
        unit.hasPrefix("%") ? "\(number(value)) \(unit)" : "\(number(value)) \(unit)"
    }

    /// The goal as a bound, such as `≤ 80 MB`.
    static func goal(_ row: any Row) -> String {
        let relation = row.goal == 0 ? "" : row.higherIsBetter ? "≥ " : "≤ "
        return relation + quantity(row.goal, row.unit)
    }

    /// Ours, with what it stands for in seconds.
    static func value(_ result: RowResult) -> String {
        guard let value = result.value else { return "failed" }
        var text = quantity(value, result.row.unit)
        if let seconds = result.seconds, let limit = result.limitSeconds {
            text += " (\(number(seconds)) s : \(number(limit)) s)"
        }
        return text
    }

    private static func grouped(_ value: Int) -> String {
        var text = "\(value)"
        var place = text.count - 3
        while place > (value < 0 ? 1 : 0) {
            text.insert(",", at: text.index(text.startIndex, offsetBy: place))
            place -= 3
        }
        return text
    }
}
