package import Corpus
package import LanguageModels
package import ReplyCache

/// Several questions over one corpus: Python's variables and the conversation live from each to the next.
///
/// Questions are asked one after another. Limits hold for each question by itself.
package actor ChatSession {
    private let memory: ChatMemory
    private let cache: ReplyCache?
    private let options: RunOptions

    /// - Parameters:
    ///   - exchanges: the questions of an earlier process.
    ///   - variables: what `variables` was then.
    ///   - parts: the files that were added to the input after its first reading, step by step: `context_1` and on.
    ///   - news: sentences that the model is told with the next question, such as that the input has changed.
    package init(
        corpus: Corpus, cache: ReplyCache? = nil, options: RunOptions, exchanges: [ChatExchange] = [],
        variables: String? = nil,
        parts: [[String]] = [], news: [String] = []
    ) {
        let worker = ChatWorker(corpus: corpus, settings: options.repl, parts: parts, saved: variables)
        memory = ChatMemory(corpus: corpus, worker: worker, exchanges: exchanges)
        memory.news = news
        self.cache = cache
        self.options = options
    }

    /// The questions so far with what came of them.
    package var exchanges: [ChatExchange] { memory.exchanges }

    /// Runs until there is an answer or a limit is reached; cancelling the task ends the answer, not the session.
    /// - Parameter onEvent: called in order for every step; it must return quickly.
    package func ask(
        _ question: String, model: any LanguageModel, subModel: any LanguageModel,
        onEvent: @escaping RecursiveLanguageModel.EventHandler = { _ in }
    ) async -> Answer {
        await RecursiveLanguageModel(model: model, subModel: subModel, cache: cache, options: options)
            .answer(question: question, corpus: memory.corpus, chat: memory, onEvent: onEvent)
    }

    /// The model's variables as text, for a later process; nil when there are none. To be taken between questions.
    package func variables() async -> String? {
        await memory.worker.save()
        return memory.worker.saved
    }

    /// Ends the worker.
    package func close() async { await memory.worker.close() }
}
