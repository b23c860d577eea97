import LanguageModels
import REPL

extension AnswerLoop {
    /// Turns a submission in the text of a reply into the answer, or tells the model what is wrong with it.
    func resolve(_ submission: Reply.Submission, after results: [CellResult]) async throws(Halt) -> Ending? {
        switch submission {
        case .variable(let name):
            if let text = try await evaluate(Self.isIdentifier(name) ? "FINAL_VAR(\"\(name)\")" : "FINAL(\(name))") {
                return try accept(text, afterLooking: hasLooked)
            }
            return try repair(RepairText.unknownVariable(name))
        case .text(let raw):
            if let text = try await evaluateIfCode(raw) { return try accept(text, afterLooking: hasLooked) }
            let text = Self.unquoted(raw)
            if results.contains(where: { $0.outcome != .completed }), repairOnce(RepairText.answerDespiteError) {
                return nil
            }
            if !results.isEmpty, repairOnce(RepairText.answerBeforeOutput) { return nil }
            return try accept(text, afterLooking: hasLooked)
        }
    }

    /// Takes `text` as the answer unless it is empty, a plan, or was written without a look at the input.
    /// - Parameter looked: false when neither an earlier reply nor the code that submits it has read the input.
    func accept(_ text: String, afterLooking looked: Bool) throws(Halt) -> Ending? {
        let text = text.trimmed
        if text.isEmpty {
            conversation.appendUser(RepairText.emptyAnswer)
            return nil
        }
        if !looked, iteration <= 2, repairOnce(RepairText.notLookedYet) { return nil }
        if Self.looksLikePlan(text), repairOnce(RepairText.planNotAnswer) { return nil }
        if asksToMendCitations(of: text) { return nil }
        return .answered(text)
    }

    /// Puts citations that do not hold to the model, once, while there is room for another turn; the answer stays as
    /// the draft, should no better one come.
    private func asksToMendCitations(of text: String) -> Bool {
        guard depth == 0, !model.needsREPL, !hasMendedCitations, iteration < run.options.limits.iterations else {
            return false
        }
        let wrong = CitationChecker(corpus: corpus).findings(in: text).filter { $0.problem != nil }
        guard !wrong.isEmpty else { return false }
        hasMendedCitations = true
        conversation.appendUser(RepairText.citations(wrong, isInREPL: draft?.trimmed == text))
        draft = text
        return true
    }

    /// Sends a repair text that a model gets only once; false when it had it already.
    private func repairOnce(_ text: String) -> Bool {
        guard repairs.insert(text).inserted else { return false }
        conversation.appendUser(text)
        return true
    }

    /// The value of `FINAL(raw)` when `raw` is a variable's name or reads like a Python expression.
    func evaluateIfCode(_ raw: String) async throws(Halt) -> String? {
        if Self.isIdentifier(raw) {
            return variables.contains(raw) ? try await evaluate("FINAL_VAR(\"\(raw)\")") : nil
        }
        guard Self.readsLikeExpression(raw) else { return nil }
        return try await evaluate("FINAL(\(raw))")
    }

    private func evaluate(_ source: String) async throws(Halt) -> String? {
        guard cellRunner != nil else { return nil }
        let result = try await runCell(source)
        return result.outcome == .completed ? result.finalAnswer : nil
    }

    static func isIdentifier(_ text: String) -> Bool {
        guard let first = text.first, first.isASCII, first.isLetter || first == "_" else { return false }
        return text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
    }

    /// True for string literals, calls and look-ups that take up the whole text, such as `str(total)` or `f"{n}"`.
    static func readsLikeExpression(_ text: String) -> Bool {
        guard let first = text.first, let last = text.last else { return false }
        let body = "fFrRbB".contains(first) ? text.dropFirst() : text[...]
        if let quote = body.first, quote == "\"" || quote == "'", last == quote { return true }
        if text.contains("\".join(") || text.contains("'.join(") { return last == ")" }
        guard last == ")" || last == "]", !text.contains("\n") else { return false }
        let name = text.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }
        guard !name.isEmpty, name.count < text.count else { return false }
        let open = text[text.index(text.startIndex, offsetBy: name.count)]
        return (open == "(" || open == "[") && !name.hasSuffix(".")
    }

    static func unquoted(_ text: String) -> String {
        for quote in ["\"\"\"", "'''", "\"", "'"]
        where text.count >= 2 * quote.count && text.hasPrefix(quote) && text.hasSuffix(quote) {
            return String(text.dropFirst(quote.count).dropLast(quote.count))
        }
        return text
    }

    /// True for a short text that announces work instead of giving its result.
    static func looksLikePlan(_ text: String) -> Bool {
        guard text.count < 1_200, !text.contains(where: \.isNumber) || text.hasPrefix("Plan") else { return false }
        let start = text.drop { "*_#> ".contains($0) }.lowercased()
        return [
            "plan:", "plan\n", "my plan", "i will ", "i'll ", "let me ", "let's ", "first, i ", "i need to ",
            "i am going to ", "i'm going to ", "next, i ", "step 1",
        ].contains { start.hasPrefix($0) }
    }

    /// True for code that reads the input, directly, through a helper, or through a variable made earlier.
    static func touchesInput(_ code: String) -> Bool {
        [
            "context", "CONTEXT", "files", "grep(", "lines(", "outline(", "tree(", "search(", "definitions(",
            "usages(", "callers(", "llm_query", "rlm_query", "FINAL_VAR",
        ].contains { code.contains($0) }
    }
}
