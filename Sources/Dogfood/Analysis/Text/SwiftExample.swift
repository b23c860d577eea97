/// An example of documentation, as statements and what they are said to give.
///
/// Written as people write them: `half(4) // 2`, `let a = half(4) // => 2`, `// a == 2`, `print(half(4)) // Prints "2"`,
/// `assert(half(4) == 2)`.
struct SwiftExample: Equatable {
    enum Line: Equatable {
        case code(String)
        /// A condition that holds there, set in as the example has it.
        case holds(String)
    }

    let lines: [Line]

    var expects: Bool { lines.contains { if case .holds = $0 { true } else { false } } }

    /// Nil for an example that leaves something out, fails on purpose, or is more than statements.
    init?(_ block: [String]) {
        var lines: [Line] = []
        var statement = Statement()
        for (index, text) in block.enumerated() {
            guard let (code, comment) = Self.parts(of: text), !Self.isForReadersOnly(code, comment) else { return nil }
            if !code.isEmpty {
                statement.take(code)
                lines.append(.code(code))
            }
            // A comment of several lines is a text or an output of several lines.
            let isAlone = code.isEmpty && (Self.isComment(block, index - 1) || Self.isComment(block, index + 1))
            guard let comment, !isAlone, statement.isWhole else { continue }
            guard let condition = statement.condition(said: comment) else { continue }
            if condition.replacesStatement { lines.removeLast() }
            lines.append(.holds(condition.text))
        }
        self.lines = lines.map(Self.asserted)
    }

    /// `assert(a == b)` holds, too.
    private static func asserted(_ line: Line) -> Line {
        guard case .code(let code) = line else { return line }
        for name in ["assert(", "precondition(", "#expect(", "XCTAssert(", "XCTAssertTrue("]
        where code.hasPrefix(name) && code.hasSuffix(")") {
            let condition = String(code.dropFirst(name.count).dropLast())
            if !Statement.hasComma(condition) { return .holds(condition) }
        }
        return line
    }

    private static func isComment(_ block: [String], _ index: Int) -> Bool {
        guard block.indices.contains(index), let (code, comment) = parts(of: block[index]) else { return false }
        return code.isEmpty && comment != nil
    }

    private static func isForReadersOnly(_ code: String, _ comment: String?) -> Bool {
        let said = (comment ?? "").lowercased()
        return ["...", "…"].contains(code) || said == "..." || said == "…" || said.contains("error")
            || said.contains("crash")
            || code.contains("await ") || code.contains("{ ... }") || code.contains("<#")
            || ["import ", "extension ", "protocol ", "@main", "#if"].contains(where: code.hasPrefix)
    }

    /// The code of a line with its indentation, and what stands after `//`; nil where a comment of another kind is.
    private static func parts(of line: String) -> (code: String, comment: String?)? {
        let file = SourceFile(path: "a.swift", bytes: Array(line.utf8))
        let segments = line.isEmpty ? [] : SourceScanner.segments(of: file) ?? []
        let comments = segments.filter { $0.kind == .comment }
        guard comments.count <= 1, comments.first?.range.upperBound ?? line.utf8.count == line.utf8.count else {
            return nil
        }
        guard let comment = comments.first else { return (line, nil) }
        let text = file.text(comment.range)
        guard text.hasPrefix("//") else { return nil }
        let code = file.text(0..<comment.range.lowerBound).reversed().drop(while: \.isWhitespace).reversed()
        return (String(code), String(text.dropFirst(2).drop(while: \.isWhitespace)))
    }
}
