/// A line that begins, divides or ends an edit block.
enum EditMarker: Equatable {
    enum Block: String, CaseIterable { case search = "SEARCH", whole = "WHOLE", delete = "DELETE" }

    case begin(Block, signs: Int, rest: Substring)
    case divide(signs: Int)
    case end(signs: Int)

    /// Nil for any other line.
    init?(_ line: Substring) {
        let signs = line.prefix { $0 == line.first }.count
        guard signs >= 5 else { return nil }
        let rest = line.dropFirst(signs).drop { $0 == " " || $0 == "\t" }
        let word = rest.prefix { $0.isLetter }.uppercased()
        switch line.first {
        case "<":
            guard let block = Block(rawValue: word == "ORIGINAL" ? "SEARCH" : word) else { return nil }
            self = .begin(block, signs: signs, rest: rest.dropFirst(word.count))
        case "=":
            guard rest.isEmpty else { return nil }
            self = .divide(signs: signs)
        case ">":
            guard ["REPLACE", "UPDATED", "WHOLE", "DELETE", "END"].contains(word) else { return nil }
            self = .end(signs: signs)
        default: return nil
        }
    }
}
