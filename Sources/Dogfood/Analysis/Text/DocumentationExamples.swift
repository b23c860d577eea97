/// The blocks of code in the documentation of a Swift file's public functions.
struct DocumentationExamples {
    struct Function {
        let name: String
        let line: Int
        /// The lines of each block, set in as little as can be.
        let blocks: [[String]]
    }

    private let file: SourceFile
    private let tokens: [SwiftToken]

    init(of file: SourceFile) {
        self.file = file
        tokens = SwiftToken.tokens(of: file)
    }

    var functions: [Function] {
        /// For each open brace, whether it is that of an extension whose members are public by themselves.
        var scopes: [Bool] = []
        var opensExtension = false
        var found: [Function] = []
        for (index, token) in tokens.enumerated() {
            switch token.text {
            case "extension": opensExtension = Self.visible.contains(index > 0 ? tokens[index - 1].text : "")
            case "{":
                scopes.append(opensExtension)
                opensExtension = false
            case "}": _ = scopes.popLast()
            case "func" where isVisible(index, inPublicExtension: scopes.last == true):
                if let function = function(at: index) { found.append(function) }
            default: break
            }
        }
        return found
    }

    private func function(at index: Int) -> Function? {
        let (name, line) = (tokens[index + 1].text, file.line(at: tokens[index].range.lowerBound))
        guard SwiftToken.isName(name.utf8.first ?? 0) else { return nil }
        let blocks = Self.blocks(in: file.documentation(aboveLine: line).map(content))
        return blocks.isEmpty ? nil : Function(name: name, line: line, blocks: blocks)
    }

    private static let visible: Set<String> = ["public", "open", "package"]

    /// Whether a test can see the declaration, by the modifiers on its line or by its extension's.
    private func isVisible(_ index: Int, inPublicExtension: Bool) -> Bool {
        let line = file.line(at: tokens[index].range.lowerBound)
        let modifiers = tokens[..<index].reversed().prefix { file.line(at: $0.range.lowerBound) == line }.map(\.text)
        guard index + 1 < tokens.count, !modifiers.contains(where: ["private", "fileprivate", "internal"].contains)
        else { return false }
        return inPublicExtension || modifiers.contains(where: Self.visible.contains)
    }

    /// A line of documentation without its mark.
    private func content(_ line: Int) -> String {
        let text = file.text(file.range(ofLine: line)).drop { $0 == " " || $0 == "\t" }.dropFirst(3)
        return String((text.first == " " ? text.dropFirst() : text).filter { !$0.isNewline })
    }

    /// Fenced blocks that are Swift or say nothing, and blocks that are set in after an empty line.
    static func blocks(in lines: [String]) -> [[String]] {
        var found: [[String]] = []
        var current: [String] = []
        var fence: String?
        var isSwift = false
        var mayBegin = true
        for line in lines + [""] {
            let text = line.drop { $0 == " " }
            if let mark = fence {
                guard text.hasPrefix(mark) else {
                    current.append(line)
                    continue
                }
                if isSwift { found.append(current) }
                (fence, current, mayBegin) = (nil, [], false)
            } else if text.hasPrefix("```") {
                let language = text.drop { $0 == "`" }.lowercased()
                (fence, isSwift) = ("```", language.isEmpty || language.hasPrefix("swift"))
            } else if text.isEmpty {
                if !current.isEmpty { current.append("") }
                mayBegin = true
            } else if line.hasPrefix("    "), mayBegin || !current.isEmpty {
                current.append(line)
            } else {
                if !current.isEmpty { found.append(current) }
                (current, mayBegin) = ([], false)
            }
        }
        if !current.isEmpty, fence == nil { found.append(current) }
        return found.map(unindented).filter { !$0.isEmpty }
    }

    private static func unindented(_ lines: [String]) -> [String] {
        let depth = lines.filter { !$0.allSatisfy(\.isWhitespace) }.map { $0.prefix { $0 == " " }.count }.min() ?? 0
        var lines = lines.map { String($0.dropFirst(depth)) }
        while lines.last?.allSatisfy(\.isWhitespace) == true { lines.removeLast() }
        return lines
    }
}
