import LanguageModels
import TestSupport
import Testing

@testable import RLMEngine

/// Several questions over one corpus, with a real worker.
@Suite(.timeLimit(.minutes(2))) struct ChatTests {
    private static let files = [("a.py", "def f(): pass\ndef g(): pass\n")]

    private func chat(
        exchanges: [ChatExchange] = [], variables: String? = nil, _ change: (inout RunOptions) -> Void = { _ in }
    ) throws -> ChatSession {
        var options = RunOptions()
        options.alwaysRecurse = true
        change(&options)
        return ChatSession(
            corpus: try testCorpus(Self.files), options: options, exchanges: exchanges, variables: variables)
    }

    private static func submit(_ expression: String) -> String { "```repl\nfiles\nFINAL(\(expression))\n```" }

    @Test func keepsVariablesAndTheConversation() async throws {
        let chat = try chat()
        let model = AnsweringModel(replies: [
            "```repl\ncount = context.count('def')\nprint(count)\n```", "FINAL(two)", Self.submit("str(count * 21)"),
        ])
        let first = await chat.ask("How many?", model: model, subModel: model)
        let second = await chat.ask("And times 21?", model: model, subModel: model)
        await chat.close()
        #expect(first.text == "two")
        #expect(second.text == "42")
        let asked = model.requests[2].messages
        #expect(Array(asked.prefix(model.requests[1].messages.count)) == model.requests[1].messages)
        #expect(asked.last?.text.contains("Your variables are kept: count.") == true)
        #expect(asked.map(\.role) == [.system, .user, .assistant, .user, .assistant, .user])
    }

    @Test func countsTheBudgetOfEachQuestionByItself() async throws {
        let chat = try chat { $0.limits.subcalls = 1 }
        let model = AnsweringModel(replies: Array(repeating: Self.submit("llm_query('x' * len(history))"), count: 2))
        let sub = AnsweringModel("test/sub", replies: ["one", "two"])
        #expect(await chat.ask("1", model: model, subModel: sub).text == "one")
        #expect(await chat.ask("2", model: model, subModel: sub).text == "two")
        await chat.close()
    }

    @Test func givesTheMessagesOfEarlierQuestionsAsVariables() async throws {
        let chat = try chat()
        let model = AnsweringModel(replies: [
            Self.submit("'a \"quoted\" \\\\ answer 😀'"),
            Self.submit("history_0[0]['content'].split()[1] + ' ' + history[-2]['content'].splitlines()[2]"),
        ])
        _ = await chat.ask("first-question", model: model, subModel: model)
        let answer = await chat.ask("What did I ask?", model: model, subModel: model)
        await chat.close()
        #expect(answer.text == #"first-question FINAL('a "quoted" \\ answer 😀')"#)
    }

    @Test func bringsVariablesBackInAnotherProcess() async throws {
        let code = """
            ```repl
            import textwrap, string as letters
            from dataclasses import dataclass
            @dataclass
            class Pair:
                left: int
            def double(n): return 2 * n
            pair, text, generator = Pair(3), context, (n for n in [])
            FINAL("made")
            ```
            """
        let first = try chat()
        let model = AnsweringModel(replies: [
            code, "```repl\nprint(letters.digits)\nFINAL(f'{double(pair.left)} {text is context}')\n```",
        ])
        _ = await first.ask("1", model: model, subModel: model)
        let (exchanges, variables) = (await first.exchanges, await first.variables())
        await first.close()
        let second = try chat(exchanges: exchanges, variables: variables)
        let answer = await second.ask("2", model: model, subModel: model)
        await second.close()
        #expect(answer.text == "6 True")
        let told = model.requests[1].messages.last?.text ?? ""
        #expect(told.contains("These could not be kept: `generator` (generator)."), "\(told)")
    }

    @Test func goesOnAfterTheWorkerWasKilled() async throws {
        let chat = try chat()
        let model = AnsweringModel(replies: [
            Self.submit("(n := 5)"), "```repl\nimport os\nos._exit(1)\n```", Self.submit("n + len(history_0)"),
        ])
        _ = await chat.ask("1", model: model, subModel: model)
        _ = await chat.variables()
        let answer = await chat.ask("2", model: model, subModel: model)
        await chat.close()
        #expect(answer.text == "8", "\(model.requests.last?.messages.last?.text ?? "")")
    }

    @Test func anInterruptedQuestionLeavesASessionThatGoesOn() async throws {
        let chat = try chat()
        let model = AnsweringModel(replies: [
            Self.submit("(kept := 7)"), "```repl\nwhile True: pass\n```", Self.submit("kept"),
        ])
        _ = await chat.ask("1", model: model, subModel: model)
        _ = await chat.variables()
        let running = Task { await chat.ask("2", model: model, subModel: model) }
        while model.requests.count < 2 { try await Task.sleep(for: .milliseconds(10)) }
        try await Task.sleep(for: .milliseconds(300))
        running.cancel()
        #expect(await running.value.stopReason == .interrupted)
        let answer = await chat.ask("3", model: model, subModel: model)
        await chat.close()
        #expect(answer.text == "7")
        let asked = model.requests[2].messages
        #expect(asked.last?.text.contains("The user stopped this answer.") == true)
        #expect(zip(asked, asked.dropFirst()).allSatisfy { $0.role != $1.role })
    }

    @Test func sumsUpEarlierQuestionsBeforeTheWindowIsFull() async throws {
        let chat = try chat()
        let model = AnsweringModel(
            window: 5_000,
            replies: [
                "```repl\nprint('x' * 9000)\n```", "FINAL(the first answer)", Self.submit("len(history[2]['content'])"),
            ])
        _ = await chat.ask("1", model: model, subModel: model)
        let answer = await chat.ask("2", model: model, subModel: model)
        await chat.close()
        let asked = model.requests[2].messages
        #expect(asked.map(\.role) == [.system, .user])
        #expect(asked[1].text.contains("[0] Question: 1\nAnswer: the first answer"))
        #expect(asked[1].text.contains("<question>\n2\n</question>"))
        #expect((Int(answer.text) ?? 0) > 9_000, "what was cut from the conversation stands in `history`")
    }

    @Test func showsASmallInputOnce() async throws {
        let chat = try chat { $0.alwaysRecurse = false }
        let model = AnsweringModel(replies: ["Two.", "f and g."])
        _ = await chat.ask("How many?", model: model, subModel: model)
        let answer = await chat.ask("Which?", model: model, subModel: model)
        #expect(answer.text == "f and g.")
        let asked = model.requests[1].messages
        #expect(Array(asked.prefix(2)) == model.requests[0].messages)
        #expect(asked.map(\.role) == [.system, .user, .assistant, .user])
        #expect(asked[3].text == "<question>\nWhich?\n</question>")
    }
}
