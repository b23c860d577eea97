import FoundationEssentials
import LanguageModels
import Testing

@Suite struct ScriptedModelTests {
    private static let text = """
        A demonstration.

        --- root
        ```repl
        print(1)
        ```

        --- root fail=rate-limited retry-after=0.25 times=2
        slow down
        --- root chunk=3 prompt-tokens=100 completion-tokens=5 cost=0.5 finish=length

        FINAL(done)
        \\--- root is text
        --- a/file is text too

        --- sub match="the sky" times=1
        blue
        --- sub pattern="[0-9]+ \\\\+ [0-9]+"
        a sum
        --- sub turn=2
        second
        --- sub
        nothing
        """

    private func model(_ text: String, _ role: ModelRole = .root) throws -> ScriptedModel {
        ScriptedModel(name: "scripted/x", script: try Script(parsing: text), role: role)
    }

    private func conversation(turn: Int) -> ModelRequest {
        var messages = [Message(.system, "s"), Message(.user, "the sky 1 + 1")]
        for index in 1..<turn { messages += [Message(.assistant, "a\(index)"), Message(.user, "o\(index)")] }
        return ModelRequest(messages: messages)
    }

    @Test func answersTheRootTurnByTurn() async throws {
        let model = try model(Self.text)
        for _ in 0..<2 {
            #expect(try await model.respond(to: conversation(turn: 1)).text == "```repl\nprint(1)\n```")
        }
        for _ in 0..<2 {
            let error = await model.failure(conversation(turn: 2))
            #expect(error == ModelError(.rateLimited(retryAfter: 0.25), model: "scripted/x", message: "slow down"))
        }
        let (reply, pieces) = try await model.pieces(conversation(turn: 2))
        #expect(reply.text == "FINAL(done)\n--- root is text\n--- a/file is text too")
        #expect(pieces.joined() == reply.text)
        #expect(pieces.first == "FIN")
        #expect(reply.usage == TokenUsage(prompt: 100, completion: 5))
        #expect(reply.costUSD == 0.5)
        #expect(reply.finishReason == .length)
        let error = await model.failure(conversation(turn: 3))
        #expect(error?.kind == .configuration)
        #expect(error?.message.contains("turn 3") == true)
    }

    @Test func answersSubCallsByWhatTheyAsk() async throws {
        let model = try model(Self.text, .sub)
        func ask(_ prompt: String) async throws -> String {
            try await model.respond(to: ModelRequest(prompt: prompt)).text
        }
        #expect(try await ask("Why is the sky so?") == "blue")
        #expect(try await ask("Why is the sky so?") == "nothing", "that reply was for one time")
        #expect(try await ask("What is 12 + 34?") == "a sum")
        #expect(try await ask("else") == "nothing")
        #expect(try await model.respond(to: conversation(turn: 2)).text == "second")
    }

    @Test func waitsAsLongAsItSays() async throws {
        let model = try model("--- root delay=0.2 pause=0.1 chunk=1\nabc")
        let start = ContinuousClock.now
        _ = try await model.respond(to: ModelRequest(prompt: "x"))
        #expect(ContinuousClock.now - start >= .seconds(0.4))
        let slow = try self.model("--- root delay=60\nx")
        let task = Task { await slow.failure() }
        task.cancel()
        #expect(await task.value?.kind == .cancelled)
    }

    @Test func readsAFileByItsName() async throws {
        let file = FileManager.default.temporaryDirectory.appending(
            path: "rlm-script-\(UInt64.random(in: 0 ... .max)).txt")
        defer { try? FileManager.default.removeItem(at: file) }
        try "--- root\nhello\n--- sub\nsub\n".write(to: file, atomically: true, encoding: .utf8)
        let factory = ModelFactory(providers: [:])
        #expect(
            try await factory.model(named: "scripted/\(file.path)").respond(to: ModelRequest(prompt: "x")).text
                == "hello")
        #expect(
            try await factory.model(named: "scripted/\(file.path)", role: .sub).respond(to: ModelRequest(prompt: "x"))
                .text == "sub")
        let error = #expect(throws: ModelError.self) { try factory.model(named: "scripted/missing.txt") }
        #expect(error?.kind == .configuration)
    }

    @Test(arguments: [
        ("no sections", 1, "there is no section"), ("--- root fial=x", 1, "did you mean fail?"),
        ("\n--- sub times=0", 2, "above 0"),
        ("--- root fail=never", 1, "the name of a failure"), ("--- root pattern='('", 1, "a regular expression"),
        ("--- root match='x", 1, "has no end"), ("--- root finish=soon", 1, "stop, length or other"),
        ("--- root delay=x", 1, "a number"),
        ("--- root alone", 1, "unknown word"),
    ])
    func saysWhatIsWrongAndWhere(text: String, line: Int, said: String) {
        let error = #expect(throws: Script.Mistake.self) { try Script(parsing: text) }
        #expect(error?.line == line)
        #expect(error?.message.contains(said) == true, "\(error?.message ?? "")")
    }
}
