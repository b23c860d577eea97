import FoundationEssentials
import LanguageModels
import REPL
import ReplyCache
import Synchronization
import TestSupport
import Testing

@testable import RLMEngine

/// Runs that share a cache of replies.
@Suite struct CachedRunTests {
    private let folder: TemporaryFolder
    private let cache: ReplyCache
    private static let questions = "```repl\nfiles\nFINAL(' '.join(llm_query_batched(['a', 'b', 'c'])))\n```"

    init() throws {
        folder = try TemporaryFolder()
        cache = ReplyCache(folder: CacheFolder(path: folder.path("rlm"))) { Issue.record("\($0)") }
    }

    /// A sub-model that tells its own call from others by a number.
    private func sub(_ identity: String? = "test sub", finish: ModelReply.FinishReason = .stop) -> AnsweringModel {
        AnsweringModel("test/sub", pricePerToken: 0.01, replyIdentity: identity, finishReason: finish) {
            request, call in
            (request.messages.last?.text ?? "") + "!"
        }
    }

    private func run(
        _ sub: any LanguageModel, root: AnsweringModel? = nil, cache: ReplyCache?,
        _ change: (inout RunOptions) -> Void = { _ in }, onEvent: @escaping @Sendable (Event) -> Void = { _ in }
    ) async throws -> Answer {
        var options = RunOptions()
        options.alwaysRecurse = true
        change(&options)
        let rlm = RecursiveLanguageModel(
            model: root ?? AnsweringModel(replyIdentity: "test root", replies: [Self.questions]), subModel: sub,
            cache: cache, options: options)
        return await rlm.answer(question: "What?", corpus: try testCorpus([("a", "b")]), onEvent: onEvent)
    }

    @Test func asksNothingTwiceInTwoRuns() async throws {
        let first = try await run(sub(), cache: cache)
        #expect(first.text == "a! b! c!")
        #expect(first.statistics.subcalls == 3 && first.statistics.cachedSubcalls == 0)
        let later = sub()
        let second = try await run(later, cache: ReplyCache(folder: cache.folder) { Issue.record("\($0)") })
        #expect(second.text == "a! b! c!")
        #expect(later.requests.isEmpty)
        #expect(second.statistics.cachedSubcalls == 3)
    }

    @Test func costsNothingOfTheBudget() async throws {
        _ = try await run(sub(), cache: cache)
        let answer = try await run(sub(), cache: cache) { $0.limits.subcalls = 1 }
        #expect(answer.text == "a! b! c!" && answer.success)
        #expect(answer.statistics.subcalls == 0)
        #expect(answer.statistics.byModel["test/sub"] == nil)
        #expect(answer.statistics.costUSD == 0)
    }

    @Test func isToldWithEveryStep() async throws {
        _ = try await run(sub(), cache: cache)
        let writer = try TraceWriter(path: folder.path("trace.jsonl"))
        _ = try await run(sub(), cache: cache, onEvent: { writer.record($0) })
        struct Line: Decodable {
            struct Call: Decodable {
                var prompt, response: String
                var cached: Bool
                var prompt_tokens: Int
            }
            var type: String
            var call: Call?
        }
        let lines = try String(contentsOf: URL(filePath: writer.path), encoding: .utf8).split(separator: "\n")
        let calls = try lines.compactMap { try JSONDecoder().decode(Line.self, from: Data($0.utf8)).call }
        #expect(calls.map { $0.prompt + $0.response }.sorted() == ["aa!", "bb!", "cc!"])
        #expect(calls.allSatisfy { $0.cached && $0.prompt_tokens == 0 })
    }

    @Test func asksAgainWhenAnythingIsDifferent() async throws {
        _ = try await run(sub(), cache: cache)
        let other = sub("another model")
        _ = try await run(other, cache: cache)
        #expect(other.requests.count == 3)
        let instructed = sub()
        _ = try await run(instructed, cache: cache) { $0.prompts.subModel += " Shout." }
        #expect(instructed.requests.count == 3)
        let uncached = sub()
        _ = try await run(uncached, cache: nil)
        #expect(uncached.requests.count == 3)
    }

    @Test func alwaysAsksTheRootModel() async throws {
        for _ in 0..<2 {
            let root = AnsweringModel(replyIdentity: "test root", replies: [Self.questions])
            _ = try await run(root, root: root, cache: cache)
            #expect(root.requests.contains { $0.messages.count == 2 && $0.messages[1].text.contains("What?") })
        }
    }

    @Test func keepsNoReplyOfAModelWithoutIdentity() async throws {
        for _ in 0..<2 {
            let sub = sub(nil)
            _ = try await run(sub, cache: cache)
            #expect(sub.requests.count == 3)
        }
    }

    @Test(arguments: [ModelReply.FinishReason.length, .other])
    func keepsNoReplyThatMayBeCut(finish: ModelReply.FinishReason) async throws {
        for _ in 0..<2 {
            let sub = sub(finish: finish)
            #expect(try await run(sub, cache: cache).text == "a! b! c!")
            #expect(sub.requests.count == 3)
        }
    }

    @Test func keepsNoFailureAndNoEmptyReply() async throws {
        for _ in 0..<2 {
            let sub = AnsweringModel("test/sub", replyIdentity: "test sub") { request, _ throws(ModelError) in
                guard request.messages.last?.text == "a" else {
                    throw ModelError(.refused, model: "test/sub", message: "no.")
                }
                return " \n"
            }
            _ = try await run(sub, cache: cache)
            // The empty reply is asked for twice.
            #expect(sub.requests.count == 4)
        }
    }

    @Test func keepsWhatItHasWhenItIsInterrupted() async throws {
        let sub = AnsweringModel("test/sub", replyIdentity: "test sub") { request, _ throws(ModelError) in
            if request.messages.last?.text == "a" { return "kept" }
            try? await Task.sleep(for: .seconds(60))
            throw ModelError(.cancelled, model: "test/sub", message: "cancelled.")
        }
        let code = "```repl\nprint(llm_query('a'))\nprint(llm_query('b'))\n```"
        let first = Mutex(false)
        let task = Task {
            try await run(
                sub, root: AnsweringModel(replies: [code]), cache: cache,
                onEvent: { event in
                    if case .subcallFinished = event.kind { first.withLock { $0 = true } }
                })
        }
        while !first.withLock({ $0 }) { try await Task.sleep(for: .milliseconds(5)) }
        task.cancel()
        #expect(try await task.value.stopReason == .interrupted)
        #expect(try CacheMaintenance(cache.folder).statistics().replies == 1)
    }
}
