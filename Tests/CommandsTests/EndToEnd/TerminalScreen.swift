/// A terminal's screen as a person sees it, for what `xterm` understands and a progress view uses.
struct TerminalScreen {
    private(set) var lines: [[Character]] = [[]]
    private var row = 0
    private var column = 0
    /// Sequences that were not understood.
    private(set) var unknown: [String] = []

    var text: String {
        lines.map { String($0).trimmingTrailingSpaces }.joined(separator: "\n").trimmingTrailingLines
    }

    mutating func feed(_ output: String) {
        var rest = Substring(output)
        while let character = rest.popFirst() {
            switch character {
            case "\u{1b}": escape(&rest)
            case "\r": column = 0
            case "\n", "\r\n":
                if character == "\r\n" { column = 0 }
                row += 1
                while lines.count <= row { lines.append([]) }
            default:
                while lines[row].count <= column { lines[row].append(" ") }
                lines[row][column] = character
                column += 1
            }
        }
    }

    private mutating func escape(_ rest: inout Substring) {
        let kind = rest.popFirst()
        if kind == "(" {
            rest.removeFirst()
            return
        }
        var parameters = ""
        while let next = rest.first, next.isNumber || next == ";" { parameters.append(rest.removeFirst()) }
        switch (kind, rest.popFirst()) {
        case ("[", "A"): row = max(0, row - (Int(parameters) ?? 1))
        case ("[", "J"):
            lines[row] = Array(lines[row].prefix(column))
            lines.removeSubrange((row + 1)...)
        case ("[", "m"): break
        case (let kind, let end): unknown.append("\(kind ?? " ")\(parameters)\(end ?? " ")")
        }
    }
}

extension String {
    fileprivate var trimmingTrailingSpaces: String {
        String(reversed().drop { $0 == " " }.reversed())
    }

    fileprivate var trimmingTrailingLines: String {
        String(reversed().drop { $0 == "\n" }.reversed())
    }
}
