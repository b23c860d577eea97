/// What of a block of lines counts when it is looked for in a file.
struct LineForm: Sendable {
    let tier: MatchTier
    /// The lines as they are compared, each with its place in the text; empty ones are left out if they do not count.
    let lines: [(index: Int, text: [UInt8])]

    init(_ lines: [[UInt8]], tier: MatchTier) {
        self.tier = tier
        var kept: [(index: Int, text: [UInt8])] = []
        for (index, line) in lines.enumerated() {
            let text = [UInt8](line.withoutTrailingBlanks)
            if tier == .blankLines, text.isEmpty { continue }
            kept.append((index, tier == .punctuation ? Self.plain(text) : text))
        }
        self.lines = kept
    }

    /// The white space that all lines of a part begin with, empty lines apart.
    func indentation(_ part: Range<Int>) -> [UInt8] {
        var common: [UInt8]?
        for line in lines[part] where !line.text.isEmpty {
            let own = line.text.prefix { $0.isBlank }
            guard let known = common else {
                common = [UInt8](own)
                continue
            }
            common = zip(known, own).prefix { $0 == $1 }.map(\.0)
        }
        return common ?? []
    }

    /// Typographic characters by the plain ones that people and models put in their place.
    private static let plainForms: [Unicode.Scalar: String] = [
        "‘": "'", "’": "'", "‚": "'", "′": "'", "“": "\"", "”": "\"", "„": "\"", "″": "\"", "«": "\"", "»": "\"",
        "–": "-", "—": "-", "−": "-", "‐": "-", "‑": "-", "…": "...", "\u{A0}": " ", "\u{2009}": " ", "\u{202F}": " ",
        "×": "x", "→": "->", "•": "*", "\u{FEFF}": "", "\u{200B}": "",
    ]

    private static func plain(_ line: [UInt8]) -> [UInt8] {
        guard line.contains(where: { $0 > 127 }), let text = String(validating: line, as: UTF8.self) else {
            return line
        }
        var plain = ""
        for scalar in text.unicodeScalars {
            if let form = plainForms[scalar] { plain += form } else { plain.unicodeScalars.append(scalar) }
        }
        return Array(plain.utf8)
    }
}
