import LanguageModels
import ReplyCache

/// One plain sub-call as the cache sees it: what is kept of it, and where.
struct CachedSubcall: Sendable {
    /// What an earlier run got.
    struct Reply: Sendable {
        var text: String
        /// Of the question to the one that was answered; nil for the same call.
        var similarity: Double?
    }

    private let key: ReplyKey
    private let model: String
    private let cache: ReplyCache
    private let meanings: MeaningLookup?
    private let place: MeaningLookup.Place?

    /// Nil when there is no cache, or none for this model.
    init?(
        _ key: ReplyKey, _ request: ModelRequest, of model: any LanguageModel, _ run: RunContext,
        written: WrittenCode
    ) {
        guard let cache = run.cache, let identity = model.replyIdentity else { return nil }
        self.key = key
        self.model = model.name
        self.cache = cache
        meanings = run.meanings
        place = meanings?.place(of: request, model: identity, key: key, written: written)
    }

    func reply() async -> Reply? {
        if let text = cache.reply(for: key) { return Reply(text: text) }
        guard let meanings, let place, let match = await meanings.reply(at: place) else { return nil }
        return Reply(text: match.text, similarity: match.similarity)
    }

    /// Keeps a reply for later runs, unless it was cut or nobody knows why it ended.
    func keep(_ reply: ModelReply) {
        guard reply.finishReason == .stop else { return }
        cache.keep(reply.text, model: model, for: key)
        if let place { meanings?.keep(place) }
    }
}
