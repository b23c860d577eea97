import Testing

@testable import LanguageModels

/// The conversation of the built-in model: look first, go on when code finds nothing, then submit.
@Suite struct BuiltinModelTests {
    private func opening(_ question: String) -> Message {
        Message(
            .user,
            """
            <question>
            \(question)
            </question>

            `context` is a str of 900 characters holding 3 files, also in `files` (path → text): 3 .py.

            Turn 1 of 30.
            """)
    }

    private func reply(to messages: [Message]) async throws -> String {
        try await BuiltinModel().respond(to: ModelRequest(messages: [Message(.system, "…")] + messages)).text
    }

    @Test func saysWhatItIs() async {
        let model = BuiltinModel()
        #expect(model.name == "builtin")
        #expect(model.needsREPL)
        #expect(await model.contextWindow() == nil)
    }

    @Test func looksBeforeItAnswers() async throws {
        let text = try await reply(to: [opening("Where is `Foo` defined?")])
        #expect(text.contains("```repl\n"))
        #expect(text.contains("name = \"Foo\""))
        #expect(text.contains("definitions(name"))
        #expect(!text.contains("FINAL"))
    }

    @Test func submitsFromCodeWhenTheCodeFoundSomething() async throws {
        let first = try await reply(to: [opening("Where is `Foo` defined?")])
        let messages = [
            opening("Where is `Foo` defined?"), Message(.assistant, first),
            Message(.user, "REPL output:\n1 definition\na.py:1: class Foo | class Foo"),
        ]
        #expect(try await reply(to: messages).contains("FINAL_VAR(\"reply\")"))
    }

    @Test func triesTheNextStrategyWhenNothingIsFoundAndGivesUpHonestly() async throws {
        var messages = [opening("Where is `Foo` defined?")]
        var seen: [String] = []
        for _ in 0..<6 {
            let text = try await reply(to: messages)
            if text.contains("I found nothing") {
                #expect(text.contains("built-in model (rules, no language model)"))
                #expect(seen.count >= 3)
                return
            }
            #expect(!seen.contains(text))
            seen.append(text)
            messages += [Message(.assistant, text), Message(.user, "REPL output:\n0 definitions\nnothing found")]
        }
        Issue.record("it never gave up")
    }

    @Test func takesAnErrorOfItsCodeAsNothingFound() async throws {
        let first = try await reply(to: [opening("Who calls `foo`?")])
        let failure =
            "REPL output:\nstderr:\nTraceback (most recent call last):\nNameError: name 'callers' is not defined"
        let next = try await reply(to: [
            opening("Who calls `foo`?"), Message(.assistant, first), Message(.user, failure),
        ])
        #expect(!next.contains("FINAL"))
        #expect(next != first)
    }

    @Test func namesItselfInTheLastLineOfEveryAnswer() {
        for question in BuiltinQuestionTests.examples.map(\.question) + ["Why is it slow?"] {
            for strategy in StrategyWriter(Question(question), hasOneFile: false).strategies() {
                #expect(strategy.code.contains("built-in model (rules, no language model)"), "\(question)")
                #expect(strategy.code.contains("for reasoning, use --model"), "\(question)")
                #expect(strategy.code.contains("print(\"nothing found\")"), "\(question)")
            }
        }
    }

    @Test(arguments: ["a \"quoted\" \\ text\nwith\ttabs", "'''\"\"\"", "brace {x} and ünïcödé \u{1}"])
    func putsAnyTextSafelyIntoPython(text: String) {
        let literal = Python.text(text)
        #expect(literal.hasPrefix("\"") && literal.hasSuffix("\""))
        #expect(!literal.contains("\n"))
        let inner = literal.dropFirst().dropLast()
        #expect(inner.replacing("\\\\", with: "").replacing("\\\"", with: "").contains("\"") == false)
    }

    @Test func givesNoCodeAWayOutOfItsLiteral() {
        let question = "Where is \"x\"; import os; os.system(\"true\") #\" defined? `a\"b`"
        for strategy in StrategyWriter(Question(question), hasOneFile: false).strategies() {
            #expect(!strategy.code.split(separator: "\n").contains { $0.hasPrefix("import os") || $0.hasPrefix("os.") })
        }
    }

    @Test func costsNothingAndCountsItsTokens() async throws {
        let model = try await BuiltinModel().respond(to: ModelRequest(messages: [opening("What is `Foo`?")]))
        #expect(model.costUSD == 0)
        #expect(model.usage.estimated)
        #expect(model.usage.completion > 0)
    }
}
