/// Python source text.
enum Python {
    /// A string literal for `text`.
    static func text(_ text: String) -> String {
        var literal = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": literal += "\\\""
            case "\\": literal += "\\\\"
            case "\n": literal += "\\n"
            case "\r": literal += "\\r"
            case "\t": literal += "\\t"
            case _ where scalar.value < 0x20 || scalar.value == 0x7F:
                let hex = String(scalar.value, radix: 16)
                literal += "\\x" + (hex.count < 2 ? "0" : "") + hex
            default: literal.unicodeScalars.append(scalar)
            }
        }
        return literal + "\""
    }

    /// The inside of an f-string's literal part: as `text` without quotes, with braces doubled.
    static func inside(_ text: String) -> String {
        String(Python.text(text).dropFirst().dropLast()).replacing("{", with: "{{").replacing("}", with: "}}")
    }
}
