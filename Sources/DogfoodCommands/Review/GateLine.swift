import Commands
import Dogfood

/// One gate's record as a line.
enum GateLine {
    static func of(_ gate: GateRecord, _ style: TerminalCapabilities) -> String {
        let mark =
            switch gate.outcome {
            case .passed: "\(style.green)passed \(style.reset)"
            case .failed: "\(style.red)failed \(style.reset)"
            case .skipped: "\(style.yellow)skipped\(style.reset)"
            }
        let name = gate.gate.rawValue
        let log = gate.log.map { "  \(style.dim)log \($0.prefix(10))\(style.reset)" } ?? ""
        return "  \(mark)  \(name)\(String(repeating: " ", count: max(0, 12 - name.count)))  "
            + "\(Quantity.seconds(gate.seconds))  \(PlainText.oneLine(gate.summary))\(log)"
    }
}
