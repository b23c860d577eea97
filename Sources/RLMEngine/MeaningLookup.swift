import LanguageModels
import ReplyCache
import Synchronization

/// Finds replies of earlier runs to questions that mean the same, asked about the same passage.
final class MeaningLookup: Sendable {
    /// Where the question of one call is to be found and kept.
    struct Place: Sendable {
        var question: String
        var scope: MeaningScope
        var key: ReplyKey
    }

    /// Seconds that the end of a run waits.
    private static let patience = 2.0

    private let cache: ReplyCache
    private let settings: SimilarReplies
    private let vectors: QuestionVectors
    private let keeping = Mutex<[Task<Void, Never>]>([])

    init(
        _ settings: SimilarReplies, cache: ReplyCache, budget: Budget, onFailure: @escaping @Sendable (String) -> Void
    ) {
        self.cache = cache
        self.settings = settings
        vectors = QuestionVectors(model: settings.model, budget: budget, onFailure: onFailure)
    }

    /// The place of a call; nil when its prompt cannot be split with certainty.
    func place(of request: ModelRequest, model: String, key: ReplyKey, written: WrittenCode) -> Place? {
        guard let prompt = request.messages.last?.text,
            let split = SplitPrompt(prompt, isWritten: { written.contains($0) })
        else { return nil }
        var frame = request
        frame.messages.removeLast()
        let scope = MeaningScope(
            model: model, frame, split, embeddings: settings.model.identity, longTexts: cache.longTexts)
        return Place(question: split.question, scope: scope, key: key)
    }

    /// A reply to a question that means the same. Nothing is sent where there is nothing to compare with.
    func reply(at place: Place) async -> Candidates.Match? {
        let candidates = cache.candidates(in: place.scope)
        guard !candidates.isEmpty, let direction = await vectors.direction(of: place.question),
            let match = candidates.best(for: direction, threshold: settings.threshold)
        else { return nil }
        cache.noteUse(of: match.key)
        return match
    }

    /// Keeps what the question of a call means, whose reply the cache keeps; the caller does not wait.
    func keep(_ place: Place) {
        let task = Task { [vectors, cache] in
            guard let direction = await vectors.direction(of: place.question) else { return }
            cache.keep(direction, in: place.scope, for: place.key)
        }
        keeping.withLock { $0.append(task) }
    }

    /// Waits a little for what is being kept; an interrupted run does not.
    func finish() async {
        let tasks = keeping.withLock { tasks in
            defer { tasks = [] }
            return tasks
        }
        try? await withDeadline(seconds: Self.patience) {
            await withTaskCancellationHandler {
                for task in tasks { await task.value }
            } onCancel: {
                tasks.forEach { $0.cancel() }
            }
        }
    }
}
