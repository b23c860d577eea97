/// Makes text that a server or a program wrote fit for an error message: one line, no control characters, no key,
/// bounded length.
enum ErrorText {
    static let limit = 400

    static func clean(_ text: String, hiding secrets: [Secret] = [], limit: Int = limit) -> String {
        var text = text
        for secret in secrets where text.contains(secret.value) {
            text = text.split(separator: secret.value, omittingEmptySubsequences: false).joined(separator: "[key]")
        }
        var line = ""
        var count = 0
        for word in text.unicodeScalars.split(whereSeparator: isSeparator) {
            if count >= limit { break }
            let shown = hidingKeyShape(String(String.UnicodeScalarView(word))).prefix(limit - count)
            line += (line.isEmpty ? "" : " ") + shown
            count += shown.count + 1
        }
        return count >= limit ? line + "…" : line
    }

    private static func isSeparator(_ scalar: Unicode.Scalar) -> Bool {
        let properties = scalar.properties
        return properties.isWhitespace || properties.generalCategory == .control
            || properties.generalCategory == .format
    }

    /// Hides what looks like a key of a well-known provider, in case a server echoes another one than ours.
    private static func hidingKeyShape(_ word: String) -> String {
        var shown = ""
        var rest = word[...]
        while let start = rest.firstRange(of: /sk-|hf_/)?.lowerBound {
            let run = rest[start...].prefix { $0.isLetter || $0.isNumber || "-_*".contains($0) }
            shown += rest[..<start] + (run.count >= 16 ? "[key]" : run)
            rest = rest[run.endIndex...]
        }
        return shown + rest
    }
}
