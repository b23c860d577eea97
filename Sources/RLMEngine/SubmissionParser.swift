/// Finds `FINAL(…)`, `FINAL_VAR(…)` and their common misspellings in the prose of a reply.
enum SubmissionParser {
    struct Found: Equatable {
        var submission: Reply.Submission
        /// The prose before the submission.
        var rest: String
    }

    static func find(in prose: String) -> Found? {
        var position = prose.startIndex
        while position < prose.endIndex {
            let end = prose[position...].firstIndex(of: "\n") ?? prose.endIndex
            if let submission = submission(startingAt: position, lineEnd: end, in: prose) {
                return Found(submission: submission, rest: String(prose[..<position]))
            }
            position = end < prose.endIndex ? prose.index(after: end) : end
        }
        return nil
    }

    private static func submission(
        startingAt start: String.Index, lineEnd: String.Index, in prose: String
    ) -> Reply.Submission? {
        // Small models decorate the line: **FINAL(…)**, `FINAL(…)`, > FINAL(…), - FINAL(…)
        let line = prose[start..<lineEnd].drop { " \t*_`>#-".contains($0) }
        for name in ["FINAL_VAR", "FINAL_ANSWER", "FINAL", "SUBMIT"] where line.hasPrefix(name) {
            let after = line.dropFirst(name.count).drop { $0 == " " || $0 == "*" || $0 == "`" }
            if after.first == "(" {
                let argument = argument(from: prose.index(after: after.startIndex), in: prose)
                return name == "FINAL_VAR"
                    ? .variable(unquoted(argument)) : .text(argument)
            }
            if name != "FINAL_VAR", after.first == ":" {
                return .text(prose[prose.index(after: after.startIndex)...].trimmed)
            }
        }
        return finalAnswerHeading(line, lineEnd: lineEnd, in: prose)
    }

    /// `Final answer: …` and `FINAL ANSWER` as a heading: everything after it is the answer.
    private static func finalAnswerHeading(
        _ line: Substring, lineEnd: String.Index, in prose: String
    ) -> Reply.Submission? {
        guard line.lowercased().hasPrefix("final answer") else { return nil }
        let after = line.dropFirst("final answer".count).drop { "*_`: ".contains($0) }
        let isHeading = line.dropFirst("final answer".count).trimmed.allSatisfy { "*_`:".contains($0) }
        guard isHeading || line.dropFirst("final answer".count).drop(while: { "*_` ".contains($0) }).first == ":"
        else { return nil }
        let text = prose[(isHeading ? lineEnd : after.startIndex)...].trimmed
        return text.isEmpty ? nil : .text(text)
    }

    /// The text up to the parenthesis that closes the one before `start`, or to the end when none does.
    ///
    /// Prose holds unbalanced parentheses (smileys, lists such as "1)"), so when the balanced end leaves text behind
    /// on its line, the last closing parenthesis at the end of a line counts instead.
    private static func argument(from start: String.Index, in prose: String) -> String {
        let text = prose[start...]
        var depth = 1
        for index in text.indices {
            if text[index] == "(" { depth += 1 }
            guard text[index] == ")" else { continue }
            depth -= 1
            if depth == 0, endsLine(text[text.index(after: index)...]) { return text[..<index].trimmed }
        }
        let body = text.trimmed
        let undecorated = body.reversed().drop { "*`_ \n".contains($0) }
        if undecorated.first == ")" { return String(undecorated.dropFirst().reversed()).trimmed }
        return body
    }

    private static func endsLine(_ rest: Substring) -> Bool {
        let next = rest.first { !"*`_ \t.;".contains($0) }
        return next == nil || next == "\n"
    }

    private static func unquoted(_ text: String) -> String {
        String(text.trimmed.drop { "\"'`".contains($0) }.reversed().drop { "\"'`".contains($0) }.reversed())
    }
}
