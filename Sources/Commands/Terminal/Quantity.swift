/// Numbers as people read them at a glance.
package enum Quantity {
    /// `950`, `12.3k`, `4.1M`.
    package static func short(_ number: Int) -> String {
        switch number {
        case ..<10_000: "\(number)"
        case ..<1_000_000: "\(tenths(Double(number) / 1_000))k"
        default: "\(tenths(Double(number) / 1_000_000))M"
        }
    }

    /// `0.4 s`, `12 s`, `3 min 05 s`, `2 h 04 min`.
    package static func seconds(_ seconds: Double) -> String {
        let whole = Int(seconds.rounded())
        switch seconds {
        case ..<9.95: return "\(tenths(seconds)) s"
        case ..<59.5: return "\(whole) s"
        case ..<3599.5: return "\(whole / 60) min \(twoDigits(whole % 60)) s"
        default: return "\(whole / 3600) h \(twoDigits(whole / 60 % 60)) min"
        }
    }

    /// `$0.0123`, `$1.20`: two digits that matter, never rounded down to nothing.
    package static func dollars(_ dollars: Double) -> String {
        switch dollars {
        case 0: "$0"
        case ..<0.0001: "<$0.0001"
        case ..<0.1: "$" + fixed(dollars, digits: 4)
        default: "$" + fixed(dollars, digits: 2)
        }
    }

    /// `1 file`, `3 files`.
    package static func counted(_ number: Int, _ noun: String) -> String {
        "\(short(number)) \(noun)\(number == 1 ? "" : "s")"
    }

    private static func tenths(_ number: Double) -> String { fixed(number, digits: 1) }

    private static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    private static func fixed(_ number: Double, digits: Int) -> String {
        var scale = 1
        for _ in 0..<digits { scale *= 10 }
        let scaled = Int((number * Double(scale)).rounded())
        let fraction = String(scaled % scale)
        return "\(scaled / scale)." + String(repeating: "0", count: digits - fraction.count) + fraction
    }
}
