import LanguageModels
import ReplyCache
import Synchronization
import TestSupport
import Testing

@testable import RLMEngine

/// Runs that answer questions from the replies to others, with vectors from a server.
@Suite struct SimilarQuestionTests {
    private let folder: TemporaryFolder
    private let server: EmbeddingServer
    private let notices = Notices()

    private final class Notices: Sendable {
        let texts = Mutex<[String]>([])
        var all: [String] { texts.withLock { $0 } }
    }

    init() throws {
        folder = try TemporaryFolder()
        server = EmbeddingServer()
    }

    private func embeddings(_ name: String = "ollama/embed") throws -> any EmbeddingModel {
        let factory = ModelFactory(
            providers: ["ollama": ModelProvider(.ollama), "vllm": ModelProvider(.openai)], baseURL: server.server.url)
        return try factory.embeddingModel(named: name)
    }

    /// Asks each question about the file by code in which the question stands.
    private func run(
        _ questions: [String], about passage: String = "Retries are limited to ten.", model: String = "ollama/embed",
        _ change: (inout RunOptions) -> Void = { _ in }
    ) async throws -> (answer: Answer, asked: [String]) {
        let sub = AnsweringModel("test/sub", replyIdentity: "test sub") { request, call in
            "reply to: " + (request.messages.last?.text ?? "").prefix { $0 != "\n" }
        }
        let list = questions.map { "\"\($0)\"" }.joined(separator: ", ")
        let code = """
            ```repl
            text = files['a']
            FINAL(' | '.join(llm_query_batched([q + "\\n\\n" + text for q in [\(list)]])))
            ```
            """
        var options = RunOptions()
        options.alwaysRecurse = true
        options.similarReplies = SimilarReplies(model: try embeddings(model), threshold: 0.85)
        change(&options)
        let cache = ReplyCache(folder: CacheFolder(path: folder.path("rlm"))) { Issue.record("\($0)") }
        let rlm = RecursiveLanguageModel(
            model: AnsweringModel(replies: [code]), subModel: sub, cache: cache, options: options)
        let answer = await rlm.answer(question: "What?", corpus: try testCorpus([("a", passage)])) { [notices] event in
            if case .notice(let text) = event.kind { notices.texts.withLock { $0.append(text) } }
        }
        return (answer, sub.requests.compactMap { $0.messages.last?.text })
    }

    private static let question = "What does the text say about how often it tries again?"
    private static let paraphrase = "What does this text say about how often it tries again?"

    @Test(arguments: ["ollama/embed", "vllm/embed"])
    func givesTheReplyToAQuestionThatMeansTheSame(model: String) async throws {
        _ = try await run([Self.question], model: model)
        let (answer, asked) = try await run([Self.paraphrase], model: model)
        #expect(asked.isEmpty)
        #expect(answer.text == "reply to: " + Self.question)
        #expect(answer.statistics.cachedSubcalls == 1 && answer.statistics.similarSubcalls == 1)
        #expect(answer.statistics.subcalls == 0)
        #expect(notices.all.isEmpty)
    }

    @Test func neverCrossesPassages() async throws {
        _ = try await run([Self.question])
        let (_, asked) = try await run([Self.paraphrase], about: "Retries are limited to nine.")
        #expect(asked.count == 1)
    }

    @Test(arguments: [
        "What does this text not say about how often it tries again?",
        "What does this text say about how often it tries 10 times?",
        "What does this text say about how often RetryPolicy tries again?",
        "Who decides in this program which tests are run?",
    ])
    func asksAgainWhenTheQuestionTurnsOnSomethingElse(question: String) async throws {
        _ = try await run([Self.question])
        #expect(try await run([question]).asked.count == 1)
    }

    @Test func asksForVectorsTogetherAndOnce() async throws {
        let questions = ["limits", "goals", "reasons", "people"].map { "What does the text say about \($0)?" }
        let (answer, _) = try await run(questions)
        #expect(server.batches.reduce(0, +) == 4 && server.batches.count < 4, "\(server.batches)")
        let use = try #require(answer.statistics.byModel["ollama/embed"])
        #expect(use.calls == server.batches.count && use.usage.prompt > 0 && use.costUSD == 0)
        // The same again needs none: the calls are the same to the byte.
        let before = server.batches.count
        #expect(try await run(questions).asked.isEmpty)
        #expect(server.batches.count == before)
    }

    @Test func goesOnWhenTheServerOfVectorsFails() async throws {
        let failing = LoopbackServer(always: .http(500, body: "{}"))
        let factory = ModelFactory(providers: ["ollama": ModelProvider(.ollama)], baseURL: failing.url)
        let model = try factory.embeddingModel(named: "ollama/embed")
        let (answer, asked) = try await run([Self.question, "Why does the text say so?"]) {
            $0.similarReplies = SimilarReplies(model: model, threshold: 0.85)
        }
        #expect(answer.success && asked.count == 2)
        #expect(notices.all.count == 1 && notices.all[0].contains("similar questions"), "\(notices.all)")
    }

    @Test func staysWithinTheBudget() async throws {
        _ = try await run([Self.question])
        let (answer, _) = try await run([Self.paraphrase]) { $0.limits.tokens = 1 }
        #expect(answer.statistics.byModel["ollama/embed"] == nil)
    }

    @Test func isNotLookedForUnlessWanted() async throws {
        _ = try await run([Self.question]) { $0.similarReplies = nil }
        #expect(try await run([Self.paraphrase]) { $0.similarReplies = nil }.asked.count == 1)
        #expect(server.batches.isEmpty)
    }
}
