package import Corpus
package import LanguageModels
package import ReplyCache

/// Answers questions over a corpus: a root model writes code that explores it, sub-models read the pieces.
package struct RecursiveLanguageModel: Sendable {
    package typealias EventHandler = @Sendable (Event) -> Void

    package let model: any LanguageModel
    package let subModel: any LanguageModel
    /// Models that code may ask for by name besides the two; any other name gets `subModel` and a notice, so that
    /// text in a corpus can never choose where data is sent or what is run.
    package let otherModels: [any LanguageModel]
    /// Replies of earlier runs, which answer the same sub-calls again; the root model is always asked.
    package let cache: ReplyCache?
    package let options: RunOptions

    package init(
        model: any LanguageModel, subModel: any LanguageModel, otherModels: [any LanguageModel] = [],
        cache: ReplyCache? = nil, options: RunOptions = RunOptions()
    ) {
        self.model = model
        self.subModel = subModel
        self.otherModels = otherModels
        self.cache = cache
        self.options = options
    }

    /// Runs until there is an answer or a limit is reached. Never throws: every ending is an `Answer`.
    ///
    /// Cancelling the task ends the run within a second with `StopReason.interrupted`.
    /// - Parameter onEvent: called in order for every step; it must return quickly.
    package func answer(
        question: String, corpus: Corpus, onEvent: @escaping EventHandler = { _ in }
    ) async -> Answer {
        await answer(question: question, corpus: corpus, chat: nil, onEvent: onEvent)
    }

    /// - Parameter chat: what earlier questions have left, to go on from and to add to.
    func answer(
        question: String, corpus: Corpus, chat: ChatMemory?, onEvent: @escaping EventHandler
    ) async -> Answer {
        let run = RunContext(self, events: EventStream(handler: onEvent))
        let description = RunDescription(
            question: question, model: model.name, subModel: subModel.name, fileCount: corpus.files.count,
            characterCount: corpus.characterCount)
        run.emit(.started(description), depth: 0)
        for name in modelsWithoutPrice {
            run.emit(
                .notice(
                    "the price of \(name) is not known, so its calls do not count towards the limit of "
                        + "$\(options.limits.costUSD ?? 0)"), depth: 0)
        }
        let loop = AnswerLoop(run: run, model: model, question: question, corpus: corpus, depth: 0, chat: chat)
        let ending = await loop.run()
        let citations = CitationChecker(corpus: corpus).citations(in: ending.text)
        await run.meanings?.finish()
        run.budget.record { $0.wallSeconds = run.events.elapsed }
        let answer = Answer(
            text: ending.text, citations: citations, stopReason: ending.reason, problem: ending.problem,
            statistics: run.budget.statistics)
        chat?.finish(question, answer, of: loop)
        run.emit(.answered(answer), depth: 0)
        await cache?.flush()
        return answer
    }

    /// The names of the two models that a limit in dollars cannot hold; empty when there is no such limit.
    private var modelsWithoutPrice: [String] {
        guard options.limits.costUSD != nil else { return [] }
        let models = model.name == subModel.name ? [model] : [model, subModel]
        return models.filter { $0.priceUSD(of: TokenUsage(prompt: 1, completion: 1)) == nil }.map(\.name)
    }
}
