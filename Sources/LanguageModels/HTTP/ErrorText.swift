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
        for prefix in ["sk-", "hf_"] {
            guard let start = word.firstRange(of: prefix)?.lowerBound else { continue }
            let end = word[start...].firstIndex { !($0.isLetter || $0.isNumber || "-_*".contains($0)) } ?? word.endIndex
            if word.distance(from: start, to: end) >= 16 { return word[..<start] + "[key]" + word[end...] }
        }
        return word
    }
}
