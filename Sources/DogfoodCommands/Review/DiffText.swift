import Commands

/// A diff as a terminal shows it: nothing of what it says can steer the terminal.
enum DiffText {
    static func shown(_ diff: String, _ style: TerminalCapabilities) -> String {
        var lines = diff.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            let text = visible(line)
            return switch line.first {
            case "+": "\(style.green)\(text)\(style.reset)"
            case "-": "\(style.red)\(text)\(style.reset)"
            case "@": "\(style.dim)\(text)\(style.reset)"
            default: text
            }
        }
        if lines.last == "" { lines.removeLast() }
        return lines.map { $0 + "\n" }.joined()
    }

    /// Characters that would be dropped or would act are written out: a reviewer has to see that they are there.
    private static func visible(_ line: Substring) -> String {
        var shown = ""
        for scalar in line.unicodeScalars {
            switch scalar.value {
            case 0x09: shown.unicodeScalars.append(scalar)
            case 0..<0x20, 0x7f..<0xa0, 0x200b...0x200f, 0x202a...0x202e, 0x2060...0x2069, 0x61c, 0xfeff,
                0xe0000...0xe007f:
                shown += "<U+\(String(scalar.value, radix: 16, uppercase: true))>"
            default: shown.unicodeScalars.append(scalar)
            }
        }
        return shown
    }
}
