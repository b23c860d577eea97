/// What a document says that a program prints, beside what it prints now.
struct RecordedOutput {
    let recorded: [String]
    let actual: [String]

    init(recorded: [String], actual: [String]) {
        self.recorded = Self.trimmed(recorded)
        self.actual = Self.trimmed(actual)
    }

    /// Lines that the program no longer prints, and such that the document lacks.
    var gone: [String] { Self.without(actual, recorded) }
    var missing: [String] { Self.without(recorded, actual) }

    /// True when the document shows an earlier output of the same command: not another one, nor a part of it that
    /// somebody chose, nor the same words in other lines.
    var isStale: Bool {
        guard let first = recorded.first, let last = recorded.last, !recorded.contains(where: Self.isOmission),
            Self.words(recorded) != Self.words(actual)
        else { return false }
        let filled = recorded.filter { !$0.isEmpty }.count
        // Some lines have to be left of it, and not just a heading.
        guard (filled - gone.count) * 2 >= filled, filled - gone.count >= 2,
            first.prefix(while: { $0 != " " }) == actual.first?.prefix(while: { $0 != " " })
        else { return false }
        // What ends where the output ends is meant to be all of it.
        return last == actual.last || !gone.isEmpty && filled * 3 >= actual.filter { !$0.isEmpty }.count * 2
    }

    private static func words(_ lines: [String]) -> [Substring] { lines.flatMap { $0.split(separator: " ") } }

    private static func isOmission(_ line: String) -> Bool {
        let signs = line.filter { !$0.isWhitespace && !"[](){}#/*<>".contains($0) }
        return signs == "..." || signs == "…" || signs == "⋮"
    }

    /// The filled lines of `lines` that `others` do not have, however they are set in.
    private static func without(_ others: [String], _ lines: [String]) -> [String] {
        var known: [String: Int] = [:]
        for line in others { known[key(line), default: 0] += 1 }
        return lines.filter { line in
            guard !line.isEmpty else { return false }
            known[key(line), default: 0] -= 1
            return known[key(line), default: 0] < 0
        }
    }

    private static func key(_ line: String) -> String { line.split(separator: " ").joined(separator: " ") }

    /// Without white space at the ends of lines, and without empty lines around.
    private static func trimmed(_ lines: [String]) -> [String] {
        let lines = lines.map { String($0.reversed().drop { $0.isWhitespace }.reversed()) }
        guard let first = lines.firstIndex(where: { !$0.isEmpty }), let last = lines.lastIndex(where: { !$0.isEmpty })
        else { return [] }
        return Array(lines[first...last])
    }
}
