/// A pool's report as lines for people.
struct PoolTable {
    let style: TerminalCapabilities

    private static let heads = ["member", "state", "memory", "ping", "calls", "latency", "errors", "circuit"]

    func lines(_ report: PoolReport) -> [String] {
        let rows = [Self.heads] + report.members.map(Self.cells)
        let widths = Self.heads.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        var lines = [style.bold + PlainText.oneLine(report.name) + style.reset + Self.facts(report)]
        for (index, row) in rows.enumerated() {
            let padded = zip(row, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }
            guard index > 0 else {
                lines.append("  " + style.dim + Self.trimmed(padded.joined(separator: "  ")) + style.reset)
                continue
            }
            let member = report.members[index - 1]
            let colour = member.state == .up ? style.green : member.state == .down ? style.red : style.yellow
            let rest = Self.trimmed(padded.dropFirst(2).joined(separator: "  "))
            lines.append("  \(padded[0])  \(colour)\(padded[1])\(style.reset)  \(rest)")
            if let problem = member.problem { lines.append("    \(PlainText.oneLine(problem))") }
        }
        return lines
    }

    private static func facts(_ report: PoolReport) -> String {
        let ready = report.members.count(where: \.isReady)
        var facts = ["\(ready) of \(Quantity.counted(report.members.count, "member")) up"]
        if report.runs > 0 { facts.append("\(Quantity.counted(report.runs, "run")) under way") }
        if report.waiting > 0 { facts.append("\(Quantity.counted(report.waiting, "call")) waiting") }
        if report.hedges > 0 { facts.append("\(report.hedges) asked twice") }
        return "  " + facts.joined(separator: ", ")
    }

    private static func cells(_ member: PoolReport.Member) -> [String] {
        [
            PlainText.oneLine(member.name), member.state.rawValue, memory(member),
            member.pingSeconds.map(milliseconds) ?? "-", member.limit.map { "\(member.inFlight)/\($0)" } ?? "-",
            member.latencySeconds.map(milliseconds) ?? "-",
            member.errorRate.map { "\(Int(($0 * 100).rounded()))%" } ?? "-", circuit(member),
        ]
    }

    private static func memory(_ member: PoolReport.Member) -> String {
        guard let isLoaded = member.isLoaded else { return "-" }
        guard isLoaded else { return "not loaded" }
        guard let part = member.onGPU else { return "loaded" }
        return part == 0 ? "on CPU" : "\(Int((part * 100).rounded()))% GPU"
    }

    private static func circuit(_ member: PoolReport.Member) -> String {
        if let pause = member.pauseSeconds { return "pause \(Quantity.seconds(pause))" }
        return member.circuit ?? "-"
    }

    private static func milliseconds(_ seconds: Double) -> String {
        seconds < 0.9995 ? "\(Int((seconds * 1000).rounded())) ms" : Quantity.seconds(seconds)
    }

    private static func trimmed(_ text: String) -> String {
        String(text.reversed().drop { $0 == " " }.reversed())
    }
}
