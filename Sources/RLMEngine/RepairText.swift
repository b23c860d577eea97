/// What the engine says when a reply cannot be used as it is.
enum RepairText {
    static let emptyReply = """
        Your reply was empty. Write one ```repl block with the next step, or submit the answer.
        """

    /// - Parameter ignored: the language of a block that is not run, such as `json`.
    static func noCode(ignored: String?, hasLooked: Bool) -> String {
        let what =
            if let ignored {
                "Your reply held neither Python to run nor a submitted answer: a ```\(ignored) block is not run, and "
                    + "there are no tools but those in the REPL."
            } else {
                "Your reply held neither code nor a submitted answer, so nothing happened."
            }
        let look = """
            Write the next step as Python in one fenced block, like this:
            ```repl
            print(search("words of the question", k=8))
            ```
            """
        guard hasLooked else { return what + "\n" + look }
        return what + "\n" + look + "\n" + """
            If you have the answer, submit it in such a block instead:
            ```repl
            answer["content"] = "…"
            answer["ready"] = True
            ```
            """
    }

    /// Citations that do not hold, each with what is wrong.
    /// - Parameter isInREPL: true when the answer still stands in `answer["content"]`, and need not be written again.
    static func citations(_ findings: [CitationChecker.Finding], isInREPL: Bool) -> String {
        let shown = findings.prefix(20).map { finding in
            let place = finding.citation
            let lines = place.line == place.endLine ? "\(place.line)" : "\(place.line)-\(place.endLine)"
            let quote = place.quote.isEmpty ? "" : " `\(place.quote.prefix(100))`"
            return "- \(place.path):\(lines)\(quote): \(finding.problem ?? "")"
        }
        let more = findings.count > shown.count ? "\n- and \(findings.count - shown.count) more" : ""
        let how =
            isInREPL
            ? "mend them in `answer[\"content\"]`, where your text still is (`.replace(old, new)`), and submit it again"
            : "submit the whole answer again with these mended"
        return """
            Your answer was checked against the input, and these citations do not hold:
            \(shown.joined(separator: "\n"))\(more)
            Look where you need to (`lines(path, first, last)`), then \(how). If what they were to show is not true, \
            change the answer.
            """
    }

    static let notLookedYet = """
        You submitted an answer before looking at the input. Look first: write a ```repl block that searches `files` \
        for what the question asks, then answer from what it prints, with `path:line` citations.
        """

    static let planNotAnswer = """
        What you submitted is a plan, not an answer. Carry the plan out in a ```repl block now; submit the answer \
        once you have it.
        """

    static let answerBeforeOutput = """
        You submitted an answer in the same reply as the code, before its output was there. The output stands above: \
        if the answer holds, submit it again (with `path:line` citations); if not, go on.
        """

    static let answerDespiteError = """
        You submitted an answer in the same reply as code that failed. Mend the code, or submit again if the answer \
        does not depend on it.
        """

    static let emptyAnswer = """
        The answer you submitted is empty. Put the text into answer["content"] before setting answer["ready"] = True.
        """

    static func unknownVariable(_ name: String) -> String {
        """
        FINAL_VAR(\(name)): there is no such variable in the REPL. Assign it in a ```repl block first \
        (SHOW_VARS() lists what exists), then submit it.
        """
    }

    static let cutReply = """
        Your reply was cut off at the output limit inside a code block, so the block was not run. Write a shorter \
        block, and less text before it.
        """

    static let fullWindow = "The conversation had grown beyond the model's window; older output was cut."
}
