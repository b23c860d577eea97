import FoundationEssentials

/// What `rlm doctor` prints.
package struct DoctorReport {
    package let checks: [DoctorCheck]

    package init(checks: [DoctorCheck]) {
        self.checks = checks
    }

    /// False when something keeps `rlm` from working.
    package var works: Bool { !checks.contains { $0.state == .broken } }

    package func text(_ style: TerminalCapabilities) -> String {
        let width = (checks.map(\.name.count).max() ?? 0) + 2
        var lines: [String] = []
        for check in checks {
            let mark =
                switch check.state {
                case .good: style.green + "ok       "
                case .attention: style.yellow + "attention"
                case .broken: style.red + "broken   "
                }
            let name = check.name + String(repeating: " ", count: width - check.name.count)
            lines.append("\(mark)\(style.reset)  \(name)\(PlainText.oneLine(check.detail))")
            if let advice = check.advice {
                lines.append(String(repeating: " ", count: width + 11) + PlainText.oneLine(advice))
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    package func json() throws -> String {
        struct Document: Encodable {
            var works: Bool
            var checks: [DoctorCheck]
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(Document(works: works, checks: checks)), as: UTF8.self) + "\n"
    }
}
