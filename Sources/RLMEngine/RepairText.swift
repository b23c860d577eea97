/// What the engine says when a reply cannot be used as it is.
enum RepairText {
    static let emptyReply = """
        Your reply was empty. Write one ```repl block with the next step, or submit the answer.
        """

    static let noCode = """
        Your reply held neither code nor a submitted answer, so nothing happened. Act now: write one ```repl block \
        with the next step; or, if you have the answer, submit it in a ```repl block: \
        answer["content"] = "…"; answer["ready"] = True
        """

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
