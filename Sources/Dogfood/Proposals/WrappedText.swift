/// Text in lines of a width at most, broken between words.
package enum WrappedText {
    /// Line breaks of the text stay; a word that is longer than a line has one to itself.
    package static func lines(_ text: some StringProtocol, width: Int) -> [String] {
        text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { wrapped($0, width) }
    }

    /// What a line is set in by, its further lines are, too.
    private static func wrapped(_ line: some StringProtocol, _ width: Int) -> [String] {
        guard line.count > width else { return [String(line)] }
        let indent = String(line.prefix { $0 == " " })
        var lines: [String] = []
        var current = indent
        for word in line.split(separator: " ") {
            if current.count > indent.count, current.count + 1 + word.count > width {
                lines.append(current)
                current = indent
            }
            current += (current.count > indent.count ? " " : "") + word
        }
        return lines + [current]
    }
}
