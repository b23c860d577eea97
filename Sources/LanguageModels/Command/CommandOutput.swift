/// Turns what a program prints, in any chunking, into text: whole characters, without terminal escapes.
struct CommandOutput: Sendable {
    private enum State {
        case text, escape, designation, control, string
    }

    private var pending: [UInt8] = []
    private var state = State.text

    /// The text that `bytes` completes.
    mutating func consume(_ bytes: [UInt8]) -> String {
        pending += bytes
        let cut = Self.completeCount(pending)
        defer { pending.removeFirst(cut) }
        return clean(String(decoding: pending[..<cut], as: UTF8.self))
    }

    /// What is left at the end: an unfinished character becomes a replacement character.
    mutating func finish() -> String {
        defer { pending = [] }
        return clean(String(decoding: pending, as: UTF8.self))
    }

    /// How many bytes come before a character that is still unfinished.
    private static func completeCount(_ bytes: [UInt8]) -> Int {
        for back in 1...3 where back <= bytes.count {
            let byte = bytes[bytes.count - back]
            if byte < 0x80 { break }
            if byte >= 0xC0 {
                let length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2
                return length > back ? bytes.count - back : bytes.count
            }
        }
        return bytes.count
    }

    /// The text without `ESC [ … letter`, `ESC ] … BEL` and other escapes, and without carriage returns.
    ///
    /// A string such as a title is given up at the end of its line, so that a lone `ESC ]` does not swallow the rest.
    private mutating func clean(_ text: String) -> String {
        var clean = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch state {
            case .text:
                if scalar == "\u{1B}" { state = .escape } else if scalar != "\r" { clean.append(scalar) }
            case .escape:
                switch scalar {
                case "[": state = .control
                case "]", "P", "X", "^", "_": state = .string
                case " "..."/": state = .designation
                default: state = .text
                }
            case .designation:
                if !(" "..."/").contains(scalar) { state = .text }
            case .control:
                if ("@"..."~").contains(scalar) { state = .text }
            case .string:
                switch scalar {
                case "\u{07}": state = .text
                case "\u{1B}": state = .escape
                case "\n":
                    state = .text
                    clean.append(scalar)
                default: break
                }
            }
        }
        return String(clean)
    }
}
