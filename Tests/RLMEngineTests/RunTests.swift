import LanguageModels
import REPL
import Synchronization
import TestSupport
import Testing

@testable import RLMEngine

/// Whole runs with a real worker and models whose replies the test decides.
@Suite struct RunTests {
    private static let look = "```repl\nprint(len(context))\n```"

    private func rlm(
        _ root: any LanguageModel, sub: (any LanguageModel)? = nil, _ change: (inout RunOptions) -> Void = { _ in }
    ) -> RecursiveLanguageModel {
        var options = RunOptions()
        options.alwaysRecurse = true
        change(&options)
        return RecursiveLanguageModel(
            model: root, subModel: sub ?? AnsweringModel("test/sub", replies: ["SUB"]), options: options)
    }

    @Test func answersFromWhatTheCodePrinted() async throws {
        let root = AnsweringModel { request, call in
            guard call > 0 else { return "```repl\nprint(files['a.py'].count('def'))\n```" }
            return request.messages.last?.text.contains("\n2\n") == true ? "FINAL(two: a.py:1 `def f`)" : "FINAL(no)"
        }
        let corpus = try testCorpus([("a.py", "def f(): pass\ndef g(): pass\n")])
        let answer = await rlm(root).answer(question: "How many functions?", corpus: corpus)
        #expect(answer.text == "two: a.py:1 `def f`")
        #expect(answer.success && !answer.partial)
        #expect(answer.citations == [Citation(path: "a.py", line: 1, endLine: 1, quote: "def f", verified: true)])
        #expect(answer.statistics.iterations == 2)
    }

    @Test func neverShowsTheInputToTheRootModel() async throws {
        let root = AnsweringModel(replies: [Self.look, "FINAL(done)"])
        let corpus = try testCorpus([("a.txt", "the secret word is xyzzy\n")])
        _ = await rlm(root).answer(question: "What?", corpus: corpus)
        #expect(!root.requests.flatMap(\.messages).contains { $0.text.contains("xyzzy") })
    }

    @Test func onlyAppendsToTheConversation() async throws {
        let root = AnsweringModel(replies: [Self.look, Self.look, Self.look, "FINAL(done)"])
        _ = await rlm(root).answer(question: "What?", corpus: try testCorpus([("a.txt", "text\n")]))
        let requests = root.requests
        #expect(requests.count == 4)
        for (earlier, later) in zip(requests, requests.dropFirst()) {
            #expect(Array(later.messages.prefix(earlier.messages.count)) == earlier.messages)
        }
    }

    @Test func showsASmallInputToTheModelDirectly() async throws {
        let root = AnsweringModel(replies: ["It is xyzzy: a.txt:2 `xyzzy`"])
        let corpus = try testCorpus([("a.txt", "first\nxyzzy\n")])
        let answer = await rlm(root) { $0.alwaysRecurse = false }.answer(question: "What?", corpus: corpus)
        #expect(answer.text == "It is xyzzy: a.txt:2 `xyzzy`")
        #expect(answer.citations.map(\.verified) == [true])
        #expect(root.requests.count == 1)
        #expect(root.requests[0].messages[1].text.contains("2: xyzzy"))
    }

    @Test func aDirectAnswerThatWasCutIsPartial() async throws {
        let root = AnsweringModel(finishReason: .length) { _, _ in "It is xyz" }
        let corpus = try testCorpus([("a.txt", "first\nxyzzy\n")])
        let answer = await rlm(root) { $0.alwaysRecurse = false }.answer(question: "What?", corpus: corpus)
        #expect(answer.text == "It is xyz")
        #expect(answer.partial)
        #expect(answer.problem?.contains("cut at its output limit") == true)
    }

    @Test func aWindowOfNothingIsUnknown() async throws {
        let root = AnsweringModel(window: 0, replies: [Self.look, "FINAL(done)"])
        let answer = await rlm(root).answer(question: "What?", corpus: try testCorpus([("a.txt", "text\n")]))
        #expect(answer.text == "done")
    }

    @Test func asksSubModelsInParallelAndKeepsTheOrder() async throws {
        let running = Mutex((now: 0, most: 0))
        let sub = AnsweringModel("test/sub") { request, _ throws(ModelError) in
            running.withLock {
                $0.now += 1
                $0.most = max($0.most, $0.now)
            }
            try? await Task.sleep(for: .milliseconds(100))
            running.withLock { $0.now -= 1 }
            return "<" + (request.messages.last?.text ?? "") + ">"
        }
        let root = AnsweringModel(replies: [
            "```repl\nfiles\nFINAL(' '.join(llm_query_batched([str(i) for i in range(12)])))\n```"
        ])
        let answer = await rlm(root, sub: sub).answer(question: "What?", corpus: try testCorpus([("a", "b")]))
        #expect(answer.text == (0..<12).map { "<\($0)>" }.joined(separator: " "))
        #expect(running.withLock { $0.most } > 4)
        #expect(answer.statistics.subcalls == 12)
    }

    @Test func paysOnceForIdenticalSubcallsOfOneBatch() async throws {
        let sub = AnsweringModel("test/sub") { request, call throws(ModelError) in
            try? await Task.sleep(for: .milliseconds(50))
            if request.messages.last?.text == "bad" { throw ModelError(.refused, model: "test/sub", message: "no.") }
            return "yes \(call)"
        }
        let root = AnsweringModel(replies: [
            "```repl\nfiles\nr = llm_query_batched(['same', 'bad'] * 20)\nFINAL(str(len(r)) + ' ' + str(len(set(r))))\n```"
        ])
        let answer = await rlm(root, sub: sub).answer(question: "What?", corpus: try testCorpus([("a", "b")]))
        #expect(answer.text == "40 2")
        #expect(sub.requests.count { $0.messages.last?.text == "same" } == 1)
        #expect(sub.requests.count { $0.messages.last?.text == "bad" } < 20)
    }

    @Test func asksAgainWhenASubModelSaysNothing() async throws {
        let sub = AnsweringModel("test/sub", replies: [" \n", "yes"])
        let root = AnsweringModel(replies: ["```repl\nfiles\nFINAL(llm_query('q'))\n```"])
        let answer = await rlm(root, sub: sub).answer(question: "What?", corpus: try testCorpus([("a", "b")]))
        #expect(answer.text == "yes")
        #expect(sub.requests.count == 2)
        let used = answer.statistics.byModel["test/sub"]?.usage.prompt
        #expect(used == 2 * TokenUsage.estimate(messages: sub.requests[0].messages, reply: "").prompt)
    }

    @Test func allowsAnyDepth() async throws {
        let root = AnsweringModel(replies: ["```repl\nfiles\nFINAL('deep')\n```"])
        let answer = await rlm(root) { $0.limits.depth = .max }
            .answer(question: "What?", corpus: try testCorpus([("a", "b")]))
        #expect(answer.text == "deep")
    }

    @Test func numbersTheLinesOfFilesForAChildBelowTheLastLevel() async throws {
        let sub = AnsweringModel("test/sub", replies: ["at b.py:2"])
        let root = AnsweringModel(replies: [
            "```repl\nFINAL(rlm_query('Where?', context={p: files[p] for p in files if p != 'a.py'}))\n```"
        ])
        let answer = await rlm(root, sub: sub) { $0.limits.depth = 0 }
            .answer(question: "What?", corpus: try testCorpus([("a.py", "a = 1\n"), ("b.py", "x = 1\ny = 2\n")]))
        #expect(answer.text == "at b.py:2")
        #expect(sub.requests[0].messages[1].text.hasSuffix("===== b.py =====\n1: x = 1\n2: y = 2\n"))
    }

    @Test func countsCallsThatEndInTheMiddle() async throws {
        let sub = BreakingModel(reply: String(repeating: "word ", count: 80))
        let root = AnsweringModel(replies: [
            """
            ```repl
            import threading
            files, llm_query_batched(['breaks'])
            threading.Thread(target=lambda: llm_query('hangs'), daemon=True).start()
            import time; time.sleep(0.3)
            FINAL('done')
            ```
            """
        ])
        let answer = await rlm(root, sub: sub).answer(question: "What?", corpus: try testCorpus([("a", "b")]))
        #expect(answer.text == "done")
        let use = try #require(answer.statistics.byModel["test/breaking"])
        #expect(use.calls == 2)
        #expect(use.usage.completion == 100 && use.usage.estimated)
    }

    @Test func paysOnceForIdenticalSubcalls() async throws {
        let sub = AnsweringModel("test/sub", replies: ["yes"])
        let root = AnsweringModel(replies: [
            "```repl\nr = llm_query('same'); files\n1/0\n```", "```repl\nFINAL(files and llm_query('same'))\n```",
        ])
        let answer = await rlm(root, sub: sub).answer(question: "What?", corpus: try testCorpus([("a", "b")]))
        #expect(answer.text == "yes")
        #expect(sub.requests.count == 1)
    }

    @Test func recursesWithAWorkerOfItsOwn() async throws {
        let root = AnsweringModel(
            "test/root",
            replies: [
                "```repl\nfiles\nFINAL(rlm_query('Count the letters.', context='abc' * 40000))\n```"
            ])
        let sub = AnsweringModel("test/sub", replies: ["```repl\nFINAL(f'{len(context)} letters')\n```"])
        let answer = await rlm(root, sub: sub).answer(question: "What?", corpus: try testCorpus([("a", "b")]))
        #expect(answer.text.hasSuffix("letters"))
        #expect(answer.statistics.depth == 1)
    }

    @Test func givesFilesToAChildUnderTheirOwnPaths() async throws {
        let root = AnsweringModel(
            "test/root",
            replies: [
                "```repl\nFINAL(rlm_query('Look.', context={p: files[p] for p in files if p != 'c.py'}))\n```"
            ])
        let sub = AnsweringModel(
            "test/sub", replies: ["```repl\nFINAL(f'{list(files)} {files[\"b.py\"]!r} {grep(\"two\")[0]}')\n```"])
        let corpus = try testCorpus([("a.py", "one\n"), ("b.py", "x\ntwo\n"), ("c.py", "three\n")])
        let answer = await rlm(root, sub: sub).answer(question: "What?", corpus: corpus)
        #expect(answer.text == "['a.py', 'b.py'] 'x\\ntwo\\n' b.py:2: two")
    }

    @Test func takesALiteralAnswerFromCodeOnceTheInputWasRead() async throws {
        let root = AnsweringModel(replies: [Self.look, "```repl\nFINAL('it is so')\n```"])
        let answer = await rlm(root).answer(question: "What?", corpus: try testCorpus([("a", "b")]))
        #expect(answer.text == "it is so")
        #expect(root.requests.count == 2)
    }

    @Test func putsCitationsThatDoNotHoldToTheModelOnce() async throws {
        let root = AnsweringModel(replies: [
            Self.look, "FINAL(It is two: a.py:1 `two`)", "FINAL(It is two: a.py:2 `two`)",
        ])
        let answer = await rlm(root).answer(question: "What?", corpus: try testCorpus([("a.py", "one\ntwo\n")]))
        #expect(answer.text == "It is two: a.py:2 `two`")
        #expect(root.requests.last?.messages.last?.text.contains("a.py:1 `two`: the quote stands at line 2") == true)
        let stubborn = AnsweringModel(replies: [Self.look, "FINAL(It is two: a.py:1 `two`)"])
        let kept = await rlm(stubborn).answer(question: "What?", corpus: try testCorpus([("a.py", "one\ntwo\n")]))
        #expect(kept.text == "It is two: a.py:1 `two`")
        #expect(kept.citations.map(\.verified) == [false])
        #expect(stubborn.requests.count == 3)
    }

    @Test func askedForAnUnknownModelUsesTheSubModel() async throws {
        let sub = AnsweringModel("test/sub", replies: ["fine"])
        let root = AnsweringModel(replies: ["```repl\nfiles\nFINAL(llm_query('x', model='command/sh -c id'))\n```"])
        let notices = Mutex<[String]>([])
        let answer = await rlm(root, sub: sub).answer(question: "What?", corpus: try testCorpus([("a", "b")])) {
            if case .notice(let text) = $0.kind { notices.withLock { $0.append(text) } }
        }
        #expect(answer.text == "fine")
        #expect(notices.withLock { $0 }.contains { $0.contains("command/sh") })
    }

    @Test func aFailedSubcallRaisesAndTheBatchKeepsTheRest() async throws {
        let sub = AnsweringModel("test/sub") { request, _ throws(ModelError) in
            if request.messages.last?.text == "bad" {
                throw ModelError(.refused, model: "test/sub", message: "declined.")
            }
            return "ok"
        }
        let root = AnsweringModel(replies: [
            """
            ```repl
            r = llm_query_batched(['good', 'bad', 'good2']); files
            try:
                llm_query('bad')
            except Exception as e:
                r.append(type(e).__name__)
            FINAL('|'.join(r))
            ```
            """
        ])
        let answer = await rlm(root, sub: sub).answer(question: "What?", corpus: try testCorpus([("a", "b")]))
        #expect(answer.text.hasPrefix("ok|Error: "))
        #expect(answer.text.hasSuffix("|ok|SubcallError"))
    }

    @Test func stopsAtTheDollarLimitWithAPartialAnswer() async throws {
        let root = AnsweringModel(
            "test/root", pricePerToken: 0.0001, replies: Array(repeating: Self.look, count: 3) + ["partial"])
        let answer = await rlm(root) { $0.limits.costUSD = 0.85 }
            .answer(question: "What?", corpus: try testCorpus([("a", "b")]))
        #expect(answer.stopReason == .cost)
        #expect(answer.partial)
        #expect((answer.statistics.costUSD ?? 9) <= 0.85)
    }

    @Test func countsNoDollarsWhenThePriceIsUnknown() async throws {
        let root = AnsweringModel("test/root", pricePerToken: nil, replies: [Self.look, "FINAL(done)"])
        let answer = await rlm(root).answer(question: "What?", corpus: try testCorpus([("a", "b")]))
        #expect(answer.statistics.costUSD == nil)
    }

    @Test(.timeLimit(.minutes(1))) func stopsAtTheTimeLimit() async throws {
        let root = AnsweringModel { _, call throws(ModelError) in
            call == 0 ? "```repl\nprint(files)\nwhile True: pass\n```" : "late guess"
        }
        let answer = await rlm(root) { $0.limits.seconds = 1.5 }
            .answer(question: "What?", corpus: try testCorpus([("a", "b")]))
        #expect(answer.stopReason == .time)
        #expect(answer.statistics.wallSeconds < 10)
    }

    @Test(.timeLimit(.minutes(1))) func stopsWithinASecondWhenCancelled() async throws {
        let root = AnsweringModel(replies: [
            "```repl\nanswer['content'] = 'half'\nprint(files)\n```", "```repl\nwhile True: pass\n```",
        ])
        let rlm = rlm(root)
        let corpus = try testCorpus([("a", "b")])
        let (started, signal) = AsyncStream.makeStream(of: Void.self)
        let cells = Mutex(0)
        let task = Task {
            await rlm.answer(question: "What?", corpus: corpus) {
                guard case .cellStarted = $0.kind else { return }
                if cells.withLock({
                    $0 += 1; return $0
                }) == 2 {
                    signal.yield()
                }
            }
        }
        for await _ in started { break }
        try await Task.sleep(for: .milliseconds(200))
        let clock = ContinuousClock()
        let began = clock.now
        task.cancel()
        let answer = await task.value
        #expect(clock.now - began < .seconds(1.5))
        #expect(answer.stopReason == .interrupted)
        #expect(answer.text == "half")
    }

    @Test func endsWithTheModelsErrorWhenItCannotBeUsed() async throws {
        let root = AnsweringModel { _, _ throws(ModelError) in
            throw ModelError(.authentication, model: "test/root", message: "no key.", hint: "Set X.")
        }
        let answer = await rlm(root).answer(question: "What?", corpus: try testCorpus([("a", "b")]))
        #expect(answer.stopReason == .model)
        #expect(answer.problem == "test/root: no key. Set X.")
        #expect(answer.text.isEmpty)
    }

    @Test func cutsOldOutputWhenTheWindowIsFull() async throws {
        let root = AnsweringModel("test/root", window: 14_000) { _, call in
            call < 3 ? "```repl\nprint(context)\n```" : "FINAL(done)"
        }
        let text = String(repeating: "0123456789\n", count: 1_700)
        let answer = await rlm(root).answer(question: "What?", corpus: try testCorpus([("a", text)]))
        #expect(answer.text == "done")
        #expect(root.requests.last?.messages.contains { $0.text.contains("cut to make room") } == true)
    }

    @Test func numbersTheLinesOfAFileWithCarriageReturns() async throws {
        let root = AnsweringModel(replies: ["It is xyzzy: a.txt:2"])
        let corpus = try testCorpus([("a.txt", "first\r\nxyzzy\r\n")])
        _ = await rlm(root) { $0.alwaysRecurse = false }.answer(question: "What?", corpus: corpus)
        #expect(root.requests[0].messages[1].text.contains("1: first\n2: xyzzy\n</input>"))
    }

    @Test func limitsChildrenLikeOtherSubcalls() async throws {
        let root = AnsweringModel(replies: [
            """
            ```repl
            files
            said = []
            for i in range(4):
                try:
                    said.append(rlm_query(f'Question {i}', context='abc'))
                except Exception as error:
                    said.append(type(error).__name__)
            FINAL(' '.join(said))
            ```
            """
        ])
        let sub = AnsweringModel("test/sub", replies: ["```repl\nFINAL('child ' + files['context'].strip())\n```"])
        let answer = await rlm(root, sub: sub) { $0.limits.subcalls = 2 }
            .answer(question: "What?", corpus: try testCorpus([("a", "b")]))
        #expect(answer.text == "child abc child abc SubcallError SubcallError")
        #expect(answer.statistics.subcalls == 2)
        #expect(answer.statistics.subcallsRunning == 0)
    }

    @Test func keepsToTheConcurrencyWithChildrenToo() async throws {
        let running = Mutex((now: 0, most: 0))
        let sub = AnsweringModel("test/sub") { request, _ throws(ModelError) in
            running.withLock {
                $0.now += 1
                $0.most = max($0.most, $0.now)
            }
            try? await Task.sleep(for: .milliseconds(150))
            running.withLock { $0.now -= 1 }
            let asksAsRoot = request.messages[0].text.contains("```repl")
            return asksAsRoot
                ? "```repl\nFINAL(' '.join(llm_query_batched(['x' + context, 'y' + context])))\n```" : "ok"
        }
        let root = AnsweringModel(replies: [
            "```repl\nfiles\nFINAL(' '.join(rlm_query_batched([str(i) for i in range(6)])))\n```"
        ])
        let answer = await rlm(root, sub: sub) { $0.repl.concurrency = 2 }
            .answer(question: "What?", corpus: try testCorpus([("a", "b")]))
        #expect(answer.text.hasPrefix("ok ok"))
        #expect(running.withLock { $0.most } <= 2)
    }

    @Test func subcallsLeaveRoomForTheLastTurn() async throws {
        let root = AnsweringModel { _, call in
            call == 0
                ? "```repl\nfiles\nfor i in range(1000):\n    llm_query('x' * 4000 + str(i))\n```"
                : "the best answer so far"
        }
        let sub = AnsweringModel("test/sub", replies: ["ok"])
        let answer = await rlm(root, sub: sub) { $0.limits.tokens = 40_000 }
            .answer(question: "What?", corpus: try testCorpus([("a", "b")]))
        #expect(answer.stopReason == .tokens)
        #expect(answer.text == "the best answer so far")
        #expect(answer.statistics.usage.total <= 40_000)
    }

    @Test(.timeLimit(.minutes(1))) func saysNothingAfterTheAnswer() async throws {
        let sub = AnsweringModel("test/sub") { _, _ throws(ModelError) in
            try? await Task.sleep(for: .seconds(20))
            try? await Task.detached { try await Task.sleep(for: .milliseconds(300)) }.value
            throw ModelError(.cancelled, model: "test/sub", message: "cancelled.")
        }
        let root = AnsweringModel(replies: [
            """
            ```repl
            import threading, time
            files
            threading.Thread(target=llm_query, args=('x',), daemon=True).start()
            time.sleep(0.3)
            FINAL('done')
            ```
            """
        ])
        let events = Mutex<[Event]>([])
        let answer = await rlm(root, sub: sub).answer(question: "What?", corpus: try testCorpus([("a", "b")])) {
            event in
            events.withLock { $0.append(event) }
        }
        #expect(answer.text == "done")
        try await Task.sleep(for: .seconds(1))
        let last = try #require(events.withLock { $0.last })
        guard case .answered = last.kind else {
            Issue.record("the last event is \(last.kind)")
            return
        }
        #expect(events.withLock { $0 }.contains { if case .subcallStarted = $0.kind { true } else { false } })
    }

    @Test(.timeLimit(.minutes(1))) func theTimeLimitHoldsWhileTheWindowIsAskedFor() async throws {
        let began = ContinuousClock.now
        let model = SlowWindowModel()
        var options = RunOptions()
        options.limits.seconds = 0.3
        let answer = await RecursiveLanguageModel(model: model, subModel: model, options: options)
            .answer(question: "What?", corpus: try testCorpus([("a", "b")]))
        #expect(answer.stopReason == .time)
        #expect(ContinuousClock.now - began < .seconds(10))
    }

    @Test func makesRoomInAFullWindowForTheLastTurn() async throws {
        let root = AnsweringModel("test/root", window: 14_000) { _, call in
            call < 3 ? "```repl\nprint(context)\n```" : "the best answer so far"
        }
        let text = String(repeating: "0123456789\n", count: 1_700)
        let answer = await rlm(root) { $0.limits.iterations = 3 }
            .answer(question: "What?", corpus: try testCorpus([("a", text)]))
        #expect(answer.stopReason == .iterations)
        #expect(answer.text == "the best answer so far")
    }

    @Test func makesAChildLookBeforeItAnswersHoweverLateItComes() async throws {
        let root = AnsweringModel(replies: [
            Self.look, Self.look, Self.look, "```repl\nfiles\nFINAL(rlm_query('What?', context='abc'))\n```",
        ])
        let sub = AnsweringModel("test/sub", replies: ["FINAL(a guess)", Self.look, "FINAL(three letters)"])
        let answer = await rlm(root, sub: sub).answer(question: "What?", corpus: try testCorpus([("a", "b")]))
        #expect(answer.text == "three letters")
    }

    @Test func saysWhichCallsADollarLimitCannotCount() async throws {
        let root = AnsweringModel("test/root", pricePerToken: nil, replies: [Self.look, "FINAL(done)"])
        let notices = Mutex<[String]>([])
        _ = await rlm(root) { $0.limits.costUSD = 1 }
            .answer(question: "What?", corpus: try testCorpus([("a", "b")])) { event in
                if case .notice(let text) = event.kind { notices.withLock { $0.append(text) } }
            }
        let about = notices.withLock { $0 }.filter { $0.contains("price") }
        #expect(about == ["the price of test/root is not known, so its calls do not count towards the limit of $1.0"])
    }

    @Test func prefersADraftToTheProseAroundTheCodeThatSetIt() async throws {
        let root = AnsweringModel(replies: [
            Self.look, "Here is what I found:\n```repl\nanswer['content'] = 'the findings'\n```",
        ])
        let answer = await rlm(root) { $0.limits.iterations = 1 }
            .answer(question: "What?", corpus: try testCorpus([("a", "b")]))
        #expect(answer.stopReason == .iterations)
        #expect(answer.text == "the findings")
        #expect(!root.requests[1].messages.contains { $0.text.contains("Turn 2 of 1") })
    }
}

/// A model whose server is slow to tell how large the window is.
private struct SlowWindowModel: LanguageModel {
    let name = "test/slow"

    func contextWindow() async -> Int? {
        try? await Task.sleep(for: .seconds(30))
        return nil
    }

    func respond(
        to request: ModelRequest, onText: @escaping @Sendable (String) -> Void
    ) async throws(ModelError) -> ModelReply {
        ModelReply(text: "late", usage: TokenUsage())
    }
}
