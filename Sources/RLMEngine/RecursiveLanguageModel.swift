package import Corpus
package import LanguageModels

/// Answers questions over a corpus: a root model writes code that explores it, sub-models read the pieces.
package struct RecursiveLanguageModel: Sendable {
    package typealias EventHandler = @Sendable (Event) -> Void
    /// Makes the model that code asked for by name (`llm_query(…, model="…")`).
    package typealias ModelLookup = @Sendable (String) throws -> any LanguageModel

    package let model: any LanguageModel
    package let subModel: any LanguageModel
    package let options: RunOptions
    package let lookup: ModelLookup

    package init(
        model: any LanguageModel, subModel: any LanguageModel, options: RunOptions = RunOptions(),
        lookup: @escaping ModelLookup
    ) {
        self.model = model
        self.subModel = subModel
        self.options = options
        self.lookup = lookup
    }

    /// Runs until there is an answer or a limit is reached. Never throws: every ending is an `Answer`.
    ///
    /// Cancelling the task ends the run within a second with `StopReason.interrupted`.
    /// - Parameter onEvent: called in order for every step; it must return quickly.
    package func answer(
        question: String, corpus: Corpus, onEvent: @escaping EventHandler = { _ in }
    ) async -> Answer {
        fatalError("written by the engine part")
    }
}
