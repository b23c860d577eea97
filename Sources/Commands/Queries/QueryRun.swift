import Configuration
import Corpus
import JSON
import LanguageModels
import RLMEngine

/// The answering of one question from its input to its last update.
struct QueryRun: Sendable {
    let service: QueryService
    let query: Query
    let session: QuerySession
    let request: QueryRequest

    func run() async {
        do {
            try await answer()
        } catch {
            let failure = CommandFailure(error)
            let isCancelled = failure.status == .interrupted
            query.end(
                isCancelled ? .cancelled : .failed, cost: nil,
                Self.error(failure.message ?? "interrupted", failure.status))
        }
    }

    private func answer() async throws {
        let settings = try Configuration(
            file: request.configurationFile, environment: service.environment, options: request.options.settings
        ).settings
        var options = try RunOptions(
            settings, systemPrompt: try request.systemPromptFile.map(AskRequest.systemPrompt(in:)))
        if let input = request.input { await session.turn(to: input) }
        let input = await session.input
        async let reading = corpus(of: input, settings)
        let models = try await AskModels(settings, environment: service.environment, onRemark: note)
        query.use(models.root.name)
        options.fit([models.root, models.sub], settings)
        options.similarReplies = models.similarReplies
        let corpus = try await reading
        let cache = request.options.has("--no-cache") ? nil : service.cache(settings.cache, onProblem: note)
        let progress = QueryProgress(query.log, model: models.root.name)
        let answer = await session.ask(
            request.question, about: corpus, models, options, settings, cache: cache, onEvent: progress.handle)
        progress.finish(answer)
        if let store = service.sessionStore { store.save(await session.saved(), as: session.id) }
        end(answer, models, corpus, input)
    }

    private func corpus(of input: QueryInput, _ settings: Settings) async throws -> Corpus {
        let corpus = try await service.corpora.corpus(for: input, CorpusOptions(settings.corpus))
        (corpus.notices + [AskInput.summary(of: corpus.skipped)].compactMap { $0 }).forEach(note)
        return corpus
    }

    private func note(_ text: String) {
        if session.isNews(text) { query.log.append(.notice, ["text": .string(text)]) }
    }

    private func end(_ answer: Answer, _ models: AskModels, _ corpus: Corpus, _ input: QueryInput) {
        let citations = citations(of: answer, corpus, input)
        for members in citations { query.log.append(.citation, members) }
        let state: Query.State =
            answer.stopReason == .interrupted ? .cancelled : answer.text.isEmpty ? .failed : .done
        var members: [String: JSONValue] = [
            "answer": .string(answer.text), "citations": .array(citations.map { .object($0) }),
            "partial": .bool(answer.partial), "stopReason": .string(answer.stopReason.rawValue),
            "model": .string(models.root.name), "subModel": .string(models.sub.name),
        ]
        members["statistics"] = try? JSONValue(of: answer.statistics)
        if let problem = answer.problem {
            members.merge(Self.error(problem, ExitCode(answer))) { $1 }
        }
        query.end(state, cost: answer.statistics.costUSD, members)
    }

    private static func error(_ message: String, _ status: ExitCode) -> [String: JSONValue] {
        ["error": .object(["message": .string(message), "kind": .string(status.name)])]
    }

    /// The citations as the protocol has them.
    private func citations(of answer: Answer, _ corpus: Corpus, _ input: QueryInput) -> [[String: JSONValue]] {
        guard !answer.citations.isEmpty else { return [] }
        let problems = CitationChecker(corpus: corpus).problems(in: answer.text)
        return answer.citations.map { citation in
            var members: [String: JSONValue] = [
                "path": .string(citation.path), "startLine": .integer(citation.line),
                "endLine": .integer(citation.endLine), "quote": .string(citation.quote),
                "verified": .bool(citation.verified),
            ]
            let known = corpus.file(named: citation.path) != nil
            members["file"] = known ? input.file(at: citation.path).map { .string($0) } ?? .null : .null
            if let note = problems[citation] { members["note"] = .string(note) }
            return members
        }
    }
}
