import Corpus
import LanguageModels
import REPL

/// The Python worker of a chat, which outlives its questions, with the variables that have to be in it.
///
/// A worker that is new, because the chat was resumed or the last one died, gets back the variables that could be
/// saved after the last question, and `history`.
final class ChatWorker {
    private let corpus: Corpus
    private let settings: REPLSettings
    /// The files that were added to the input after its first reading, step by step.
    private let parts: [[String]]
    private let route = CallRoute()
    private var session: REPLSession?
    /// Of the worker that has the variables; see `REPLSession.generation`.
    private var generation = 0
    private var historiesDefined = 0
    private var news: [String] = []
    /// Names of the model's own variables, as of the last question.
    private(set) var variables: [String] = []
    /// The variables as text that only a worker reads; nil when there are none.
    private(set) var saved: String?

    /// - Parameter saved: variables of an earlier process.
    init(corpus: Corpus, settings: REPLSettings, parts: [[String]], saved: String? = nil) {
        self.corpus = corpus
        self.settings = settings
        self.parts = parts
        self.saved = saved
    }

    /// The session, started if need be, whose code's calls go to `router` from now on.
    /// - Parameter history: the messages of the earlier questions.
    func session(for router: SubcallRouter, history: [[Message]]) async throws -> REPLSession {
        route.connect(router)
        if let session {
            try await prepare(session, history)
            return session
        }
        let started = try await REPLSession(corpus: corpus, settings: settings) { [route] in await route.answer($0) }
        session = started
        try await prepare(started, history)
        return started
    }

    /// What the model should know of how its variables have fared, told once.
    func takeNews() -> [String] {
        defer { news = [] }
        return news
    }

    /// No question is asked now: calls of code that still runs are refused.
    func questionEnded() { route.connect(nil) }

    /// Brings a worker that took the place of a lost one to where the question began; does nothing for any other.
    func mend(history: [[Message]]) async throws {
        guard let session else { return }
        try await prepare(session, history)
    }

    /// Takes the variables out of the worker, for one that may have to take its place.
    func save() async {
        guard let session, await session.generation == generation,
            let result = try? await session.run("FINAL(rlm._save())"), let text = result.finalAnswer
        else { return }
        saved = text
        variables = Self.names(in: result)
    }

    func close() async {
        await session?.close()
        session = nil
    }

    private func prepare(_ session: REPLSession, _ history: [[Message]]) async throws {
        let current = await session.generation
        if current != generation {
            historiesDefined = 0
            if !parts.isEmpty { _ = try await session.run(GivenNames.contexts(parts)) }
            if let saved { try await restore(saved, in: session) }
            generation = current
        }
        if historiesDefined < history.count {
            let result = try await session.run(GivenNames.history(history, from: historiesDefined))
            historiesDefined = history.count
            variables = Self.names(in: result)
        }
    }

    private func restore(_ saved: String, in session: REPLSession) async throws {
        let result = try await session.run("FINAL(rlm._load(\"\(saved)\"))")
        let told = result.finalAnswer ?? "Your variables of earlier questions are lost."
        if !told.isEmpty { news.append(told) }
        variables = Self.names(in: result)
    }

    private static func names(in result: CellResult) -> [String] {
        result.variables.map(\.name).filter { $0 != "history" && $0.wholeMatch(of: /(history|context)_\d+/) == nil }
    }
}
