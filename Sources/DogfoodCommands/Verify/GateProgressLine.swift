import Commands
import Glibc

/// How far the gates are, on standard error: one line that is written over on a terminal, nothing elsewhere.
enum GateProgressLine {
    static func write(_ text: String) {
        guard isatty(2) == 1 else { return }
        try? StandardOutput.write("\r\u{1b}[K" + PlainText.oneLine(text) + "\r", to: 2)
    }
}
