import LanguageModels
import REPL
import Synchronization
import TestSupport
import Testing

@testable import RLMEngine

/// Code that runs while the reply in which it stands still streams.
@Suite struct StreamingTests {
    private typealias Step = PiecewiseModel.Step

    private struct Run {
        var answer: Answer
        /// What happened, without the pieces of text and the totals.
        var steps: [String]
        var told: [Message]
    }

    private func run(
        _ replies: [[Step]], sub: AnsweringModel = AnsweringModel("test/sub", replies: ["SUB"])
    ) async throws -> Run {
        let root = PiecewiseModel(replies)
        var options = RunOptions()
        options.alwaysRecurse = true
        let rlm = RecursiveLanguageModel(model: root, subModel: sub, options: options)
        let steps = Mutex<[String]>([])
        let answer = await rlm.answer(question: "What?", corpus: try testCorpus([("a.txt", "text\n")])) { event in
            if let step = Self.step(event.kind) { steps.withLock { $0.append(step) } }
        }
        return Run(answer: answer, steps: steps.withLock { $0 }, told: root.requests.last?.messages ?? [])
    }

    private static func step(_ kind: Event.Kind) -> String? {
        switch kind {
        case .modelReplied(let reply, _): "reply \(reply.text)"
        case .cellStarted(let code): "started \(code)"
        case .cellFinished(let result, _): "finished \(result.outcome) \(result.stdout)"
        case .subcallStarted(_, let call): "asked \(call.prompt)"
        case .subcallFinished(_, let reply, _, _, _): "answered \(reply)"
        case .iterationStarted(let number, _, _): "turn \(number)"
        case .notice(let text): "notice \(text)"
        case .modelRetrying: "retrying"
        default: nil
        }
    }

    private static let look = "I look.\n```repl\nprint(llm_query('q'), len(context))\n```\nThat tells the length.\n"
    private static let final = "```repl\nFINAL('done')\n```\n"

    @Test func startsABlockWhenItsFenceCloses() async throws {
        let sub = AnsweringModel("test/sub", replies: ["SUB"])
        let askedInTime = Mutex(false)
        let waiting = Step.wait {
            for _ in 0..<2000 where sub.requests.isEmpty { try? await Task.sleep(for: .milliseconds(10)) }
            askedInTime.withLock { $0 = !sub.requests.isEmpty }
        }
        let first: [Step] = [.text("```repl\nprint(llm_query('q'))\n`"), .text("``\n"), waiting, .text("So it is.")]
        let run = try await run([first, [.text(Self.final)]], sub: sub)
        #expect(askedInTime.withLock { $0 })
        #expect(run.answer.text == "done")
        #expect(sub.requests.count == 1)
    }

    @Test(arguments: [1, 3, 1000])
    func tellsTheSameInTheSameOrderAsWithoutStreaming(size: Int) async throws {
        let replies = [
            Self.look, "```repl\nx = 1\n```\ntext\n```python\n1/0\n```\n```repl\nprint('never')\n```\n",
            "```json\n{}\n```\nFINAL(\n```repl\nprint('part of the answer')\n```\n)\n", Self.final,
        ]
        let whole = try await run(replies.map { [.wait { try? await Task.sleep(for: .milliseconds(1)) }, .text($0)] })
        let streamed = try await run(replies.map { Step.pieces($0, of: size) })
        #expect(streamed.steps == whole.steps)
        #expect(streamed.told == whole.told)
        #expect(streamed.answer.text == whole.answer.text)
        #expect(streamed.answer.statistics.subcalls == 1)
        let reply = try #require(streamed.steps.firstIndex { $0.hasPrefix("reply") })
        let cell = try #require(streamed.steps.firstIndex { $0.hasPrefix("started") })
        #expect(reply < cell)
    }

    @Test func goesOnAfterAReplyThatBreaksOffBehindItsCode() async throws {
        let count = "```repl\nn = globals().get('n', 0) + 1\nlen(context)\nprint('n is', n)\n```\n"
        let submit = "```repl\nFINAL(f'ran {n} time')\n```\n"
        let run = try await run([[.text(count + "And so"), .fail(.unreachable)], [.text(submit)]])
        #expect(run.answer.text == "ran 1 time")
        #expect(run.told.contains(Message(.assistant, count)))
        #expect(run.told.last?.text.contains("n is 1") == true)
        #expect(run.steps.contains { $0.hasPrefix("notice the reply broke off") })
        #expect(run.answer.statistics.usage.estimated)
    }

    @Test func beginsAnewWhenAReplyBreaksOffBeforeItsCode() async throws {
        let run = try await run([
            [.text("```repl\nprint('half"), .fail(.unreachable)], [.text(Self.look)], [.text(Self.final)],
        ])
        #expect(run.answer.text == "done")
        #expect(run.steps.filter { $0.hasPrefix("started") }.count == 2)
        #expect(run.told[2] == Message(.assistant, Self.look))
    }

    @Test(.timeLimit(.minutes(1)))
    func doesNotWaitForTheRestOfAReplyWhoseCodeHasSubmitted() async throws {
        let run = try await run([[.text("```repl\nlen(context)\nFINAL('early')\n```\n"), .text("Now I"), Step.silence]])
        #expect(run.answer.text == "early")
        #expect(run.answer.stopReason == .answered)
        #expect(run.steps.contains("reply ```repl\nlen(context)\nFINAL('early')\n```\n"))
    }

    @Test(.timeLimit(.minutes(1)))
    func stopsTheCodeOfAReplyThatIsInterrupted() async throws {
        let started = Signal()
        let sub = AnsweringModel("test/sub") { _, _ throws(ModelError) in
            started.raise()
            return "SUB"
        }
        let running = Task {
            try await run([[.text("```repl\nllm_query('q')\nwhile True: pass\n```\n"), Step.silence]], sub: sub)
        }
        await started.wait()
        running.cancel()
        #expect(try await running.value.answer.stopReason == .interrupted)
    }

    @Test func beginsAnewWhereTheWindowIsFullInTheMiddleOfABlock() async throws {
        let run = try await run([
            [.text("```repl\nprint('long ' * 1000)\n```\n")], [.text("```repl\nlen(context)\n```\n")],
            [.text("```repl\nprint('half"), .fail(.contextOverflow)], [.text(Self.look)], [.text(Self.final)],
        ])
        #expect(run.answer.text == "done")
        #expect(run.steps.filter { $0.hasPrefix("started") }.count == 4)
        #expect(run.told.contains(Message(.assistant, Self.look)))
    }

    @Test func takesAReplyThatTurnsOutToDifferAsFarAsItWasRun() async throws {
        let other = Step.instead("```repl\nprint('other')\n```\n")
        let run = try await run([[.text(Self.look), other], [.text(Self.final)]])
        #expect(run.answer.text == "done")
        #expect(!run.steps.contains { $0.contains("other") })
        #expect(run.told[2] == Message(.assistant, "I look.\n```repl\nprint(llm_query('q'), len(context))\n```\n"))
        #expect(run.told[3].text.contains("SUB "))
    }

    @Test(arguments: ["print('sec", ""])
    func runsTheWholeBlocksOfAReplyThatIsCut(second: String) async throws {
        let cut = "```repl\nlen(context)\nprint('first')\n```\n```repl\n" + second
        let run = try await run([[.text(cut), .cut], [.text(Self.final)]])
        #expect(run.answer.text == "done")
        let told = try #require(run.told.last?.text)
        #expect(told.contains("first") && told.contains(RepairText.cutReply))
        #expect(!run.steps.contains { $0.contains("sec") && $0.hasPrefix("started") })
    }
}
