/// The private declarations of a Swift file that can be taken out without anything noticing but the compiler.
struct PrivateDeclarations {
    struct Declaration: Equatable {
        /// `func`, `struct`, …
        let keyword: String
        let name: String
        let nameStart: Int
        /// The whole lines of the declaration, with its documentation and the empty line that goes with it.
        let range: Range<Int>
    }

    private let file: SourceFile
    private let tokens: [SwiftToken]

    init(of file: SourceFile) {
        self.file = file
        tokens = SwiftToken.tokens(of: file)
    }

    /// Those whose name stands nowhere else in the file, not even in a comment or a string.
    var unused: [Declaration] {
        var found: [Declaration] = []
        var (depth, conditions) = (0, 0)
        for (index, token) in tokens.enumerated() {
            switch token.text {
            case "if" where isDirective(index): conditions += 1
            case "endif" where isDirective(index): conditions -= 1
            case "{": depth += 1
            case "}": depth -= 1
            // What only some builds hold is a check of the build, or is used in a build that this one does not see.
            case "private" where conditions == 0 && isFirstOnLine(index),
                "fileprivate" where conditions == 0 && depth == 0 && isFirstOnLine(index):
                if let declaration = declaration(at: index, isGlobal: depth == 0) { found.append(declaration) }
            default: break
            }
        }
        return found
    }

    private static let modifiers: Set<String> = [
        "static", "final", "mutating", "nonmutating", "nonisolated", "indirect", "consuming", "borrowing",
    ]

    /// Names that the compiler or the library calls although no code writes them.
    private static let magicNames: Set<String> = [
        "CodingKeys", "callAsFunction", "appendInterpolation", "wrappedValue", "projectedValue", "encode", "hash",
        "body", "previews", "subscript", "init", "deinit", "_",
    ]

    private func declaration(at start: Int, isGlobal: Bool) -> Declaration? {
        var index = start + 1
        var isStatic = false
        while index < tokens.count, Self.modifiers.contains(tokens[index].text) {
            isStatic = isStatic || tokens[index].text == "static"
            index += 1
        }
        guard index + 1 < tokens.count, !hasAttribute(before: start) else { return nil }
        let (keyword, name) = (tokens[index].text, tokens[index + 1])
        guard SwiftToken.isName(name.text.utf8.first ?? 0), !Self.magicNames.contains(name.text),
            !name.text.hasPrefix("build"), isOnlyOnce(name.text)
        else { return nil }
        let end: Int?
        switch keyword {
        case "func", "struct", "enum", "class", "actor": end = closingBrace(after: index)
        case "typealias": end = lastOfLine(index)
        case "let" where isStatic || isGlobal: end = lastOfLine(index)
        case "var": end = computedEnd(after: index)
        default: end = nil
        }
        guard let end, isLastOnLine(end), let range = lines(from: start, to: end) else { return nil }
        return Declaration(keyword: keyword, name: name.text, nameStart: name.range.lowerBound, range: range)
    }

    /// `#if`, `#endif`.
    private func isDirective(_ index: Int) -> Bool {
        index > 0 && tokens[index - 1].text == "#"
            && tokens[index - 1].range.upperBound == tokens[index].range.lowerBound
    }

    private func isFirstOnLine(_ index: Int) -> Bool {
        let line = file.range(ofLine: file.line(at: tokens[index].range.lowerBound))
        return file.bytes[line.lowerBound..<tokens[index].range.lowerBound].allSatisfy { $0 == 32 || $0 == 9 }
    }

    private func isLastOnLine(_ index: Int) -> Bool {
        let line = file.range(ofLine: file.line(at: tokens[index].range.lowerBound))
        return file.bytes[tokens[index].range.upperBound..<max(line.upperBound, tokens[index].range.upperBound)]
            .allSatisfy { [9, 10, 13, 32].contains($0) }
    }

    /// An attribute may call the declaration from elsewhere; it stands between what came before and the modifier.
    private func hasAttribute(before start: Int) -> Bool {
        var index = start - 1
        while index >= 0, !["{", "}", ";"].contains(tokens[index].text) {
            if tokens[index].text == "@" { return true }
            if start - index > 40 { return false }
            index -= 1
        }
        return false
    }

    private func isOnlyOnce(_ name: String) -> Bool {
        let name = Array(name.utf8)
        var count = 0
        for start in file.bytes.indices.dropLast(name.count - 1) where file.bytes[start] == name[0] {
            let end = start + name.count
            guard file.bytes[start..<end].elementsEqual(name), start == 0 || !SwiftToken.isName(file.bytes[start - 1]),
                end == file.bytes.count || !SwiftToken.isName(file.bytes[end])
            else { continue }
            count += 1
        }
        return count == 1
    }

    private func closingBrace(after start: Int) -> Int? {
        guard let open = tokens[start...].firstIndex(where: { $0.text == "{" }) else { return nil }
        return matching(open)
    }

    private func matching(_ open: Int) -> Int? {
        var depth = 0
        for index in open..<tokens.count {
            if tokens[index].text == "{" { depth += 1 }
            if tokens[index].text == "}" { depth -= 1 }
            if depth == 0 { return index }
        }
        return nil
    }

    /// The end of a `var` that only computes; nil for one that stores something.
    private func computedEnd(after start: Int) -> Int? {
        guard let open = tokens[start...].firstIndex(where: { $0.text == "{" || $0.text == "=" }),
            tokens[open].text == "{", let close = matching(open),
            !tokens[open...close].contains(where: { ["didSet", "willSet"].contains($0.text) })
        else { return nil }
        return close
    }

    /// The last token of the declaration's line; nil when the declaration goes on after it.
    private func lastOfLine(_ start: Int) -> Int? {
        let line = file.line(at: tokens[start].range.lowerBound)
        var depth = 0
        var last = start
        for index in start..<tokens.count {
            guard file.line(at: tokens[index].range.lowerBound) == line else { break }
            if ["(", "[", "{"].contains(tokens[index].text) { depth += 1 }
            if [")", "]", "}"].contains(tokens[index].text) { depth -= 1 }
            last = index
        }
        let next = last + 1 < tokens.count ? tokens[last + 1].text : "}"
        let endsWhole =
            SwiftToken.isName(tokens[last].text.utf8.last ?? 0) || ["\"", ")", "]", "}"].contains(tokens[last].text)
        guard depth == 0, endsWhole,
            next == "}" || next == "@" || next == "#" || SwiftToken.isName(next.utf8.first ?? 0),
            file.line(at: tokens[last].range.upperBound - 1) == line
        else { return nil }
        return last
    }

    /// The lines between two tokens, with the documentation above and one of two empty lines around.
    private func lines(from start: Int, to end: Int) -> Range<Int>? {
        var first = file.line(at: tokens[start].range.lowerBound)
        let last = file.line(at: tokens[end].range.lowerBound)
        let text = { (line: Int) in
            file.text(file.range(ofLine: line)).drop { $0 == " " || $0 == "\t" }
        }
        while first > 1, text(first - 1).hasPrefix("///") { first -= 1 }
        if first > 1, text(first - 1).hasPrefix("*/") || text(first - 1).hasPrefix("//") { return nil }
        let isBlank = { (line: Int) in
            line < 1 || line > file.lineCount || text(line).allSatisfy(\.isWhitespace)
        }
        let opens = first > 1 && text(first - 1).reversed().first { !$0.isWhitespace } == "{"
        let closes = last < file.lineCount && text(last + 1).hasPrefix("}")
        var range = file.range(ofLine: first).lowerBound..<file.range(ofLine: last).upperBound
        if isBlank(last + 1), last < file.lineCount, isBlank(first - 1) || opens {
            range = range.lowerBound..<file.range(ofLine: last + 1).upperBound
        } else if first > 1, isBlank(first - 1), closes || last == file.lineCount {
            range = file.range(ofLine: first - 1).lowerBound..<range.upperBound
        }
        return range
    }
}
