import Corpus
import FoundationEssentials
import LanguageModels
import TestSupport
import Testing

@testable import RLMEngine

/// Runs that are recorded and run again, with a real worker both times.
@Suite(.timeLimit(.minutes(2))) struct ReplayTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private static let files = [("a.py", "def f(): pass\ndef g(): pass\n")]

    /// Records a run into a trace.
    private func record(
        _ root: any LanguageModel, sub: AnsweringModel = AnsweringModel("test/sub", replies: ["SUB"]),
        _ change: (inout RunOptions) -> Void = { _ in }
    ) async throws -> Answer {
        var options = RunOptions()
        options.alwaysRecurse = true
        change(&options)
        let corpus = try testCorpus(Self.files)
        let trace = try TraceWriter(path: folder.path("trace"))
        trace.record(
            RunSetup(
                question: "How many?", root: await RunSetup.Model(root), sub: await RunSetup.Model(sub),
                input: .init(folder: "/", paths: ["."], revision: nil, include: [], exclude: [], noIgnore: false),
                files: corpus.contentDigests(), options: options))
        let engine = RecursiveLanguageModel(
            model: RecordingModel(root, into: trace), subModel: RecordingModel(sub, into: trace), options: options)
        return await engine.answer(question: "How many?", corpus: corpus) { trace.record($0) }
    }

    /// Runs the trace again, after `tamper` has changed it.
    private func replay(
        over files: [(String, String)] = files, tamper: (String) -> String = { $0 }
    ) async throws -> ReplayReport {
        let text = try String(contentsOf: URL(filePath: folder.path("trace")), encoding: .utf8)
        let recorded = try RecordedRun(lines: Data(tamper(text).utf8))
        return await Replay.run(recorded, corpus: try testCorpus(files))
    }

    @Test func goesTheSameWayWithSubcallsAndChildren() async throws {
        let root = AnsweringModel(replies: [
            "```repl\nprint({'a', 'b', 'c', 'd', 'e'}, object(), files)\nprint(llm_query_batched(['x', 'y', 'x', 'z']))\n```",
            "```repl\nimport random\nprint(random.random(), rlm_query_batched(['one', 'two'], context=context))\n```",
            "```repl\nprint(1 / 0)\n```", "FINAL(two)",
        ])
        let sub = AnsweringModel("test/sub") { request, _ in
            let prompt = request.messages.last?.text ?? ""
            if prompt.count == 1 { return "<\(prompt)>" }
            let isOne = request.messages[1].text.contains("one")
            return request.messages.count == 2
                ? "```repl\nprint('\(isOne ? 1 : 2)', len(context))\n```" : "FINAL(\(isOne ? "first" : "second"))"
        }
        let answer = try await record(root, sub: sub)
        #expect(answer.text == "two")
        let report = try await replay()
        #expect(report.difference == nil)
        #expect(report.cells == 5)
        #expect(report.turns == 4)
        #expect(!report.endsEarly)
    }

    private static let plain = ["```repl\nprint(context.count('def'), len(context))\n```", "FINAL(two)"]

    @Test func findsAChangedOutput() async throws {
        _ = try await record(AnsweringModel(replies: Self.plain))
        let report = try await replay { $0.replacing("\"stdout\":\"2 ", with: "\"stdout\":\"3 ") }
        #expect(report.difference?.kind == .cell)
        #expect(report.difference?.turn == 1)
        #expect(report.difference?.recorded.hasPrefix("3 ") == true, "\(String(describing: report.difference))")
        #expect(report.difference?.found.hasPrefix("2 ") == true)
    }

    @Test func findsAChangedReply() async throws {
        _ = try await record(AnsweringModel(replies: Self.plain))
        let report = try await replay { $0.replacing("\"text\":\"FINAL(two)\"", with: "\"text\":\"FINAL(three)\"") }
        #expect(report.difference == .init(kind: .answer, turn: 2, place: "text", recorded: "two", found: "three"))
    }

    @Test func findsWhatAnotherInputChanges() async throws {
        _ = try await record(AnsweringModel(replies: Self.plain))
        let report = try await replay(over: [("a.py", "def f(): pass\n")])
        #expect(report.difference?.kind == .prompt, "\(report)")
    }

    @Test func findsAPromptOfASubcallThatIsNotInTheTrace() async throws {
        let root = AnsweringModel(replies: ["```repl\nr = llm_query('count: ' + context)\n```", "FINAL(two)"])
        _ = try await record(root)
        let report = try await replay(over: [("a.py", "def f(): pass\ndef h(): pass\n")])
        #expect(report.difference?.kind == .call)
        #expect(report.difference?.found.contains("def h()") == true)
    }

    @Test func callsThatWereSentAheadForNothingAreNoDifference() async throws {
        let code = "for i in range(40):\n    reply = llm_query(f'n {i}')\n    if i == 2: break\nprint(reply)"
        let root = AnsweringModel(replies: ["```repl\n\(code)\n```", "FINAL(two)"])
        let sub = AnsweringModel("test/sub") { request, _ in
            let prompt = request.messages.last?.text ?? ""
            if prompt.count > 3 { try? await Task.sleep(for: .milliseconds(300)) }
            return "<\(prompt)>"
        }
        _ = try await record(root, sub: sub)
        let report = try await replay()
        #expect(report.difference == nil)
        #expect(report.cells == 1)
    }

    @Test func toleratesTimes() async throws {
        let root = AnsweringModel(replies: [
            "```repl\nimport time\nprint('took', time.time())\n```", "```repl\nprint(len(files))\n```", "FINAL(two)",
        ])
        _ = try await record(root)
        let report = try await replay()
        #expect(report.difference == nil)
        #expect(report.unrepeatable == 1)
    }

    @Test func stopsWhereTheRecordedRunWasStopped() async throws {
        let root = AnsweringModel { _, call in
            if call == 1 { try? await Task.sleep(for: .seconds(30)) }
            return "```repl\nprint(files)\n```"
        }
        let running = Task { try await record(root) }
        while root.requests.count < 2 { try await Task.sleep(for: .milliseconds(10)) }
        running.cancel()
        #expect(try await running.value.stopReason == .interrupted)
        let report = try await replay()
        #expect(report.isSame && report.endsEarly)
        #expect(report.cells == 1)
    }

    @Test func repeatsFailuresOfModels() async throws {
        let root = AnsweringModel(replies: [
            "```repl\ntry:\n    llm_query('x')\nexcept Exception as e:\n    print(e)\n```", "FINAL(two)",
        ])
        let sub = AnsweringModel("test/sub") { _, _ throws(ModelError) in
            throw ModelError(.refused, model: "test/sub", message: "no.", hint: "Ask otherwise.")
        }
        _ = try await record(root, sub: sub)
        #expect(try await replay().difference == nil)
    }

    @Test func goesTheSameWayWhereRepliesWereCutShort() async throws {
        let submits = "```repl\nFINAL('guess')\n```\n"
        let looks = "```repl\nprint(len(context))\n```\n"
        let root = PiecewiseModel([
            // Submitted without a look: it is told so, and goes on.
            [.text(submits), .text("As I sa"), .silence], [.text(looks), .text("And"), .fail(.refused)],
            [.text(looks), .text("And"), .fail(.unreachable)], [.text("```repl\nFINAL('two')\n```\n"), .silence],
        ])
        let answer = try await record(root)
        #expect(answer.text == "two")
        let report = try await replay()
        #expect(report.difference == nil && !report.endsEarly, "\(report)")
        #expect(report.turns == 4)
        #expect(report.cells == 4)
    }

    @Test func refusesATraceThatLacksWhatItNeeds() async throws {
        _ = try await record(AnsweringModel(replies: Self.plain))
        await #expect(throws: RecordedRun.Unusable.self) {
            try await replay { $0.split(separator: "\n").dropFirst().joined(separator: "\n") }
        }
        await #expect(throws: RecordedRun.Unusable.self) { try await replay { "nonsense\n" + $0 } }
    }

    @Test func keepsADraftOfAnInterruptedCell() async throws {
        let root = AnsweringModel(replies: [
            "```repl\nanswer['content'] = 'half'\nllm_query('it has begun')\nwhile True: pass\n```"
        ])
        let sub = AnsweringModel("test/sub", replies: ["SUB"])
        let running = Task { try await record(root, sub: sub) }
        while sub.requests.isEmpty { try await Task.sleep(for: .milliseconds(10)) }
        try await Task.sleep(for: .milliseconds(50))
        running.cancel()
        let answer = try await running.value
        #expect(answer.text == "half")
        #expect(answer.partial)
        let report = try await replay()
        #expect(report.isSame && report.endsEarly)
    }
}
