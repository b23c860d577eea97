/// A prompt as what is asked, and what it is asked about.
package struct SplitPrompt: Sendable, Equatable {
    package let question: String
    /// Everything else, to the byte.
    package let passage: String

    init(question: String, passage: String) {
        (self.question, self.passage) = (question, passage)
    }

    /// A longer question is no paraphrase of another.
    private static let longestQuestion = 2_000
    /// A line with fewer characters may stand in a passage and in code by chance.
    private static let shortestLine = 12

    /// Splits a prompt with certainty, or not at all.
    ///
    /// A line belongs to the question only if it stands literally in the code that the root model wrote; whatever
    /// code put together from data does not, and so is passage. Only lines at the beginning and the end of the prompt
    /// are looked at, and the middle has to be left.
    /// - Parameter isWritten: whether a line stands in the code.
    package init?(_ prompt: String, isWritten: (Substring) -> Bool) {
        let lines = prompt.split(separator: "\n", omittingEmptySubsequences: false)
        var first = lines.startIndex
        var last = lines.endIndex
        var length = 0
        func asks(_ line: Substring) -> Bool {
            if line.allSatisfy(\.isWhitespace) { return true }
            length += line.utf8.count + 1
            return line.utf8.count >= Self.shortestLine && length <= Self.longestQuestion && isWritten(line)
        }
        while first < last, asks(lines[first]) { first += 1 }
        while first < last, asks(lines[last - 1]) { last -= 1 }
        guard first < last else { return nil }
        let question = (lines[..<first] + lines[last...]).joined(separator: "\n")
        guard question.split(whereSeparator: \.isWhitespace).count >= 3 else { return nil }
        self.question = question
        // With its place, so that a question before a passage is none behind it.
        passage = "\(first) \(lines.count - last)\n" + lines[first..<last].joined(separator: "\n")
    }
}
