/// Reads findings out of a model's answer; a block that lacks its claim or every place is none.
enum FindingParser {
    static func findings(in text: String) -> [Finding] {
        var findings: [Finding] = []
        var current: Finding?
        var inRationale = false
        for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            let plain = line.drop { $0.isWhitespace || "#*-".contains($0) }
            if plain.hasPrefix("FINDING") || plain.hasPrefix("END") {
                if let finding = current, !finding.claim.isEmpty, !finding.places.isEmpty { findings.append(finding) }
                let begins = plain.hasPrefix("FINDING")
                current =
                    begins
                    ? Finding(category: "other", claim: "", rationale: "", places: [], value: 0.5) : nil
                inRationale = false
            } else if current != nil, let (key, value) = field(plain) {
                inRationale = key == "rationale"
                set(key, value, of: &current!)
            } else if inRationale, !plain.isEmpty, current!.rationale.split(separator: "\n").count < 8 {
                current!.rationale +=
                    (current!.rationale.isEmpty ? "" : "\n") + line.trimmingPrefix(while: \.isWhitespace)
            }
        }
        if let finding = current, !finding.claim.isEmpty, !finding.places.isEmpty { findings.append(finding) }
        return findings
    }

    private static let keys: Set<String> = ["category", "claim", "value", "place", "symbols", "rationale"]

    private static func field(_ line: Substring) -> (key: String, value: String)? {
        guard let colon = line.firstIndex(of: ":") else { return nil }
        let key = line[..<colon].filter { $0 != "*" }.lowercased()
        guard keys.contains(key) else { return nil }
        let value = line[line.index(after: colon)...].drop { $0.isWhitespace || $0 == "*" }
        return (key, String(value))
    }

    private static func set(_ key: String, _ value: String, of finding: inout Finding) {
        switch key {
        case "category":
            let name = value.lowercased().prefix { $0.isLetter || $0 == "-" }
            if !name.isEmpty { finding.category = String(name) }
        case "claim": finding.claim = String(value.prefix(200))
        case "value": finding.value = min(max(Double(value.prefix { $0.isNumber || $0 == "." }) ?? 0.5, 0), 1)
        case "symbols":
            finding.symbols = value.split(separator: ",").map { $0.filter { !$0.isWhitespace && $0 != "`" } }
        case "place": if let place = place(value) { finding.places.append(place) }
        default: finding.rationale = value
        }
    }

    /// ``path:line `quote` ``, also with a range of lines.
    private static func place(_ text: String) -> Finding.Place? {
        let parts = text.split(separator: " ", maxSplits: 1)
        guard let name = parts.first?.filter({ $0 != "`" }), let colon = name.lastIndex(of: ":"),
            let line = Int(name[name.index(after: colon)...].prefix(while: \.isNumber)), line > 0
        else { return nil }
        var quote = parts.count > 1 ? parts[1][...] : ""
        if let open = quote.firstIndex(of: "`"), let close = quote.lastIndex(of: "`"), open < close {
            quote = quote[quote.index(after: open)..<close]
        }
        return Finding.Place(path: String(name[..<colon]), line: line, quote: String(quote))
    }
}
