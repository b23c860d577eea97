/// What may stand in a changed file: text that shows all of itself, and no secret.
enum TextRules {
    /// Why a file with this content may not change; nil when it may.
    static func refusal(of content: [UInt8]) -> String? {
        if content.contains(0) || String(validating: content, as: UTF8.self) == nil {
            return "it is binary or not UTF-8; only text may change"
        }
        return content.count > largestFile ? "it is larger than \(largestFile >> 20) MB" : nil
    }

    /// Why these lines may not be added.
    static func refusals(ofAdded lines: [[UInt8]]) -> [String] {
        var reasons: [String] = []
        if lines.contains(where: hidesSomething) {
            reasons.append("an added line has characters that do not show or that turn the text around")
        }
        if let line = lines.first(where: { $0.count > longestLine }) {
            reasons.append("an added line is \(line.count) bytes long, more than anybody reads")
        }
        if let kind = lines.lazy.compactMap({ SecretPattern.first(in: $0) }).first {
            reasons.append("an added line holds what looks like \(kind)")
        }
        return reasons
    }

    private static let largestFile = 4 << 20
    private static let longestLine = 2000

    private static func hidesSomething(_ line: [UInt8]) -> Bool {
        let text = line.withoutCarriageReturn
        // Plain ASCII needs no table of characters.
        guard text.contains(where: { $0 < 32 && $0 != 9 || $0 > 126 }) else { return false }
        // A joiner is part of many an emoji.
        return String(decoding: text, as: UTF8.self).unicodeScalars.contains {
            $0 != "\t" && $0 != "\u{200D}" && !$0.properties.isPrintable
        }
    }
}
