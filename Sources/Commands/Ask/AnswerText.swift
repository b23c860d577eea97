package import RLMEngine

/// An answer as text for people: cleaned of control characters, with a note where it cannot be relied upon.
package struct AnswerText {
    /// What goes to standard output; empty when there is no answer.
    package static func render(_ answer: Answer) -> String {
        let text = PlainText.cleaned(answer.text)
        guard !text.allSatisfy(\.isWhitespace) else { return "" }
        var parts = [text.hasSuffix("\n") ? String(text.dropLast()) : text]
        let failed = answer.citations.filter { !$0.verified }
        if !failed.isEmpty { parts.append(unverified(failed, of: answer.citations.count)) }
        if answer.partial {
            let reason = answer.problem.map { ": " + PlainText.oneLine($0) } ?? ""
            parts.append("[partial answer\(reason)]")
        }
        return parts.joined(separator: "\n\n") + "\n"
    }

    private static func unverified(_ failed: [Citation], of count: Int) -> String {
        let places = failed.map { citation in
            let end = citation.endLine > citation.line ? "-\(citation.endLine)" : ""
            return PlainText.oneLine("\(citation.path):\(citation.line)\(end)")
        }
        return "[not verified, \(failed.count) of \(Quantity.counted(count, "citation")): "
            + places.joined(separator: ", ") + "]"
    }
}
