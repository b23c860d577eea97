import Commands
import Dogfood

/// What the gates said of a change, and how long it took beside a build from nothing.
struct VerifyReport: Encodable {
    struct Timing: Encodable {
        /// The gates up to the cold build, and the cold build with its tests, of the same change.
        var gateSeconds: Double
        var coldSeconds: Double
        var percent: Double
    }

    let base: String
    let tree: String
    let passed: Bool
    let gates: [GateRecord]
    /// Seconds from start to end, with what was learnt of the base.
    let seconds: Double
    private(set) var timing: Timing?
    private let paths: [String]

    init(_ candidate: Candidate, _ gates: [GateRecord], total: Double, timing: Bool) {
        base = "\(candidate.base)"
        tree = "\(candidate.tree)"
        passed = !gates.contains { $0.outcome == .failed }
        self.gates = gates
        seconds = total
        paths = candidate.changes.map(\.path)
        guard timing, let cold = gates.last(where: { $0.gate == .coldBuild && $0.outcome == .passed }) else { return }
        let rest = gates.filter { $0.gate != .coldBuild }.reduce(0) { $0 + $1.seconds }
        self.timing = Timing(
            gateSeconds: rest, coldSeconds: cold.seconds, percent: rest / max(cold.seconds, 0.001) * 100)
    }

    func text(_ style: TerminalCapabilities) -> String {
        var lines = [
            "\(tree.prefix(10)) on \(base.prefix(10)): " + paths.map(PlainText.oneLine).joined(separator: ", ")
        ]
        lines += gates.map { GateLine.of($0, style) }
        if let feedback = gates.last(where: { $0.outcome == .failed })?.feedback {
            lines += PlainText.cleaned(feedback).split(separator: "\n").prefix(20).map { "    \($0)" }
        }
        if let timing {
            lines.append(
                "The gates took \(Quantity.seconds(timing.gateSeconds)), a cold build and test "
                    + "\(Quantity.seconds(timing.coldSeconds)): \(Int(timing.percent.rounded())) %.")
        }
        let gateSeconds = gates.reduce(0) { $0 + $1.seconds }
        if seconds - gateSeconds > 2 {
            lines.append("Getting to know the base took \(Quantity.seconds(seconds - gateSeconds)), once.")
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
