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
    static func refusals(ofAdded lines: [String]) -> [String] {
        var reasons: [String] = []
        if lines.contains(where: { line in line.withoutLineEnd.contains(where: isHidden) }) {
            reasons.append("an added line has characters that do not show or that turn the text around")
        }
        if let line = lines.first(where: { $0.utf8.count > longestLine }) {
            reasons.append("an added line is \(line.utf8.count) bytes long, more than anybody reads")
        }
        if let kind = lines.lazy.compactMap({ SecretPattern.first(in: $0) }).first {
            reasons.append("an added line holds what looks like \(kind)")
        }
        return reasons
    }

    private static let largestFile = 4 << 20
    private static let longestLine = 2000

    private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        // A joiner is part of many an emoji.
        scalar != "\t" && scalar != "\u{200D}" && !scalar.properties.isPrintable
    }
}

extension String {
    /// Without a carriage return at the end, which is part of the line's end.
    fileprivate var withoutLineEnd: Substring.UnicodeScalarView {
        var scalars = unicodeScalars[...]
        if scalars.last == "\r" { scalars.removeLast() }
        return scalars
    }
}
