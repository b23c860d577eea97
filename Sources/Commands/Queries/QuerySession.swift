import Configuration
import Corpus
import RLMEngine
import ReplyCache
import Synchronization

/// The questions of one client's conversation, each knowing the earlier ones, over an input that may change meanwhile.
///
/// Questions are asked one after another: `QueryService` sees to it.
actor QuerySession {
    let id: String
    /// What the next question is about.
    private(set) var input: QueryInput
    private var chat: ChatSession?
    /// What `chat` was made for.
    private var corpus: Corpus?
    private var settings: Settings?
    private var exchanges: [ChatExchange] = []
    /// The model's variables, while there is no worker that has them.
    private var variables: String?
    private var isAsking = false
    /// The end of a worker, with the variables that it had.
    private var resting: Task<String?, Never>?
    private let told = Mutex<Set<String>>([])

    init(id: String, input: QueryInput) {
        (self.id, self.input) = (id, input)
    }

    /// A session of an earlier process.
    init(_ saved: SavedSession, id: String) {
        (self.id, input, exchanges, variables) = (id, saved.input, saved.exchanges, saved.variables)
    }

    /// All that another process needs to go on; to be taken between questions.
    func saved() async -> SavedSession {
        if let chat { variables = await chat.variables() ?? variables }
        return SavedSession(input: input, exchanges: exchanges, variables: variables)
    }

    /// True when the session's clients have not been told this yet.
    nonisolated func isNews(_ notice: String) -> Bool { told.withLock { $0.insert(notice).inserted } }

    /// Turns to another input.
    func turn(to input: QueryInput) { self.input = input }

    /// Asks a question about `corpus`, the input as it is now.
    func ask(
        _ question: String, about corpus: Corpus, _ models: AskModels, _ options: RunOptions, _ settings: Settings,
        cache: ReplyCache?, onEvent: @escaping RecursiveLanguageModel.EventHandler
    ) async -> Answer {
        isAsking = true
        defer { isAsking = false }
        let chat = await prepared(for: corpus, options, settings, cache)
        let answer = await chat.ask(question, model: models.root, subModel: models.sub, onEvent: onEvent)
        exchanges = await chat.exchanges
        return answer
    }

    /// Gives the worker back, unless it is in use; the next question gets a new one with the same variables.
    func rest() async {
        if !isAsking { await letGo() }
    }

    private func letGo() async {
        if let chat {
            self.chat = nil
            resting = Task {
                let variables = await chat.variables()
                await chat.close()
                return variables
            }
        }
        guard let resting else { return }
        variables = await resting.value ?? variables
        self.resting = nil
    }

    /// True while a worker is held.
    var holdsWorker: Bool { chat != nil }

    /// The conversation, moved to a new worker when what the old one was made for has changed.
    private func prepared(
        for corpus: Corpus, _ options: RunOptions, _ settings: Settings, _ cache: ReplyCache?
    ) async -> ChatSession {
        if let chat, self.corpus === corpus, self.settings == settings { return chat }
        await letGo()
        var news = exchanges.isEmpty ? [] : Self.changes(from: self.corpus, to: corpus)
        if self.corpus !== corpus { news += input.remarks }
        let chat = ChatSession(
            corpus: corpus, cache: cache, options: options, exchanges: exchanges, variables: variables, news: news)
        (self.chat, self.corpus, self.settings) = (chat, corpus, settings)
        return chat
    }

    /// What the model has to know of an input that is no longer the same.
    private static func changes(from old: Corpus?, to new: Corpus) -> [String] {
        guard let old else {
            return ["The files may have changed since the last question. Look again before you cite."]
        }
        guard old !== new else { return [] }
        let changes = InputChanges(from: old.contentDigests(), to: new.contentDigests())
        if changes.isEmpty { return [] }
        return ["The input has changed since the last question: \(changes.text). Look again before you cite."]
    }
}
