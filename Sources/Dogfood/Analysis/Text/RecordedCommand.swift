/// A command in a Markdown document with what it printed when somebody wrote it down.
///
/// Documents record commands in a fenced block, after a prompt, as people copy them from a terminal; or the block has a
/// line above it that names the command in the way of `mdsh`: `` `$ command` ``, be it in a comment.
struct RecordedCommand: Equatable {
    let words: [String]
    /// The line that names the command.
    let line: Int
    /// The lines of the output, without empty ones around it.
    let output: ClosedRange<Int>
    /// What stands before each line of the block.
    let indent: String

    /// All of a document that have an output.
    static func all(in file: SourceFile) -> [RecordedCommand] {
        var found: [RecordedCommand] = []
        var line = 1
        while line <= file.lineCount {
            guard let fence = Fence(text(line, of: file)) else {
                line += 1
                continue
            }
            let first = line + 1
            let end = (first...max(first, file.lineCount)).first {
                $0 > file.lineCount || fence.isClosed(by: text($0, of: file))
            }
            guard let end, end <= file.lineCount else { return found }
            found += commands(in: first..<end, fence, file)
            line = end + 1
        }
        return found
    }

    private static func commands(in lines: Range<Int>, _ fence: Fence, _ file: SourceFile) -> [RecordedCommand] {
        let prompts = lines.compactMap { line in prompted(text(line, of: file)).map { (line: line, words: $0) } }
        guard !prompts.isEmpty else {
            let above = (1..<max(1, lines.lowerBound - 1)).last { !text($0, of: file).allSatisfy(\.isWhitespace) }
            guard let above, lines.lowerBound - above <= 3, let words = quoted(text(above, of: file)) else { return [] }
            return [recorded(words, above, lines, fence, file)].compactMap(\.self)
        }
        return zip(prompts, prompts.dropFirst().map(\.line) + [lines.upperBound]).compactMap { prompt, end in
            recorded(prompt.words, prompt.line, prompt.line + 1..<end, fence, file)
        }
    }

    private static func recorded(
        _ words: [String], _ line: Int, _ lines: Range<Int>, _ fence: Fence, _ file: SourceFile
    ) -> RecordedCommand? {
        let full = lines.filter { !text($0, of: file).allSatisfy(\.isWhitespace) }
        guard let first = full.first, let last = full.last else { return nil }
        return RecordedCommand(words: words, line: line, output: first...last, indent: fence.indent)
    }

    /// The words behind the prompt of a shell.
    private static func prompted(_ line: String) -> [String]? {
        let text = line.drop { $0 == " " }
        guard ["$ ", "% "].contains(where: text.hasPrefix) else { return nil }
        return text.dropFirst(2).split(whereSeparator: \.isWhitespace).map(String.init)
    }

    /// The command of `` `$ command` `` or ``<!-- `$ command` -->``, which is all of its line.
    private static func quoted(_ line: String) -> [String]? {
        var text = line.split(separator: " ")[...]
        if text.first == "<!--", text.last == "-->" { text = text.dropFirst().dropLast() }
        guard text.first == "`$", text.count > 1, let last = text.last, last.hasSuffix("`") else { return nil }
        return text.dropFirst().dropLast().map(String.init) + [String(last.dropLast())]
    }

    private static func text(_ line: Int, of file: SourceFile) -> String {
        let text = file.text(file.range(ofLine: line))
        return String(text.reversed().drop { $0.isNewline }.reversed())
    }

    /// The line that opens a block.
    private struct Fence {
        let indent: String
        private let mark: Substring

        init?(_ line: String) {
            indent = String(line.prefix { $0 == " " })
            let rest = line.dropFirst(indent.count)
            guard let sign = rest.first, "`~".contains(sign) else { return nil }
            mark = rest.prefix { $0 == sign }
            guard mark.count >= 3, sign == "~" || !rest.dropFirst(mark.count).contains("`") else { return nil }
        }

        func isClosed(by line: String) -> Bool {
            let text = line.drop { $0 == " " }
            return text.hasPrefix(mark) && text.allSatisfy { $0 == mark.first || $0.isWhitespace }
        }
    }
}
