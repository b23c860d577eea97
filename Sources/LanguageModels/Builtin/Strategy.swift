/// One step of the built-in model: a sentence on what it does, and the Python that does it.
///
/// The code leaves its answer in `reply`, or prints `nothing found`.
struct Strategy: Equatable {
    var plan: String
    var code: String

    /// Submits the answer that the step before left in `reply`.
    static let submission = Strategy(plan: "The evidence is there; this is the answer.", code: "FINAL_VAR(\"reply\")")

    /// Says that nothing was found, when every strategy has failed.
    static let giveUp = Strategy(
        plan: "No rule found anything.",
        code: """
            answer["content"] = \(Python.text(
                "I found nothing in the input that fits the question.\n\n" + Footer.line("every strategy found nothing")))
            answer["ready"] = True
            """)
}
