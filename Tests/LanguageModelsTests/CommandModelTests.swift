import Configuration
import FoundationEssentials
import LanguageModels
import Posix
import TestSupport
import Testing

@Suite struct CommandModelTests {
    private func model(_ words: [String], input: ModelCommand.Input = .text, timeout: Double = 30) -> CommandModel {
        CommandModel(name: "command/test", command: ModelCommand(words: words, input: input), timeout: timeout)
    }

    private func shell(_ script: String, input: ModelCommand.Input = .text, timeout: Double = 30) -> CommandModel {
        model(["sh", "-c", script], input: input, timeout: timeout)
    }

    @Test func sendsASinglePromptAsItIs() async throws {
        let reply = try await shell("cat").respond(
            to: ModelRequest(messages: [Message(.system, "Be brief."), Message(.user, "What's $HOME `id`?\n🐦")]))
        #expect(reply.text == "Be brief.\n\nWhat's $HOME `id`?\n🐦")
        #expect(reply.costUSD == nil)
        #expect(reply.usage.estimated)
        #expect(reply.finishReason == .stop)
    }

    @Test func tellsAConversationWithHeadings() async throws {
        let reply = try await shell("cat").respond(
            to: ModelRequest(
                messages: [
                    Message(.system, "S"), Message(.user, "u1"), Message(.assistant, "a1"), Message(.user, "u2"),
                ]))
        #expect(reply.text.hasPrefix("S\n\n"))
        #expect(reply.text.hasSuffix("\n\n[user]\nu1\n\n[assistant]\na1\n\n[user]\nu2\n\n[assistant]"))
    }

    @Test func sendsJSONWhereThatIsWanted() async throws {
        let reply = try await shell("cat", input: .json).respond(
            to: ModelRequest(messages: [Message(.user, "a/\"b\"")], maxOutputTokens: 9, temperature: 0.5))
        #expect(
            reply.text
                == #"{"max_output_tokens":9,"messages":[{"content":"a/\"b\"","role":"user"}],"temperature":0.5}"#)
    }

    @Test func passesThePromptAsTheLastArgumentWhereThatIsWanted() async throws {
        let model = shell("printf '%s|' \"$0\" \"$@\"", input: .argument)
        #expect(try await model.respond(to: ModelRequest(prompt: "a 'b' $c\u{0}")).text == "a 'b' $c|")
        let error = await model.failure(ModelRequest(prompt: String(repeating: "x", count: 200_000)))
        #expect(error?.kind == .contextOverflow)
    }

    @Test func takesALongPromptWhileTheProgramAnswers() async throws {
        let text = String(repeating: "0123456789\n", count: 100_000)
        #expect(try await shell("cat").respond(to: ModelRequest(prompt: text)).text == text)
    }

    @Test func streamsWholeCharactersWithoutTerminalEscapes() async throws {
        let script =
            #"printf '\033[1mbo'; sleep 0.2; printf 'ld\033'; sleep 0.2; printf '[0m \360\237'; sleep 0.2; printf '\220\246\r\n\033]0;title\007end'"#
        let (reply, pieces) = try await shell(script).pieces()
        #expect(reply.text == "bold 🐦\nend")
        #expect(pieces.joined() == reply.text)
        #expect(pieces.count > 1)
    }

    @Test func keepsReasoningOutOfTheText() async throws {
        #expect(try await shell("echo '<think>hm</think>yes'").respond(to: ModelRequest(prompt: "x")).text == "yes\n")
    }

    @Test(arguments: [
        (
            "echo partial; echo 'no such flag' >&2; exit 2", ModelError.Kind.rejected(status: 2),
            "exit status 2: no such flag"
        ),
        ("echo 'Error: 429 Too Many Requests' >&2; exit 1", .rateLimited(retryAfter: nil), "429"),
        ("echo 'Please run /login' >&2; exit 1", .authentication, "login"),
        ("echo 'prompt is too long' >&2; exit 1", .contextOverflow, "too long"),
        ("echo 'only on stdout'; exit 1", .rejected(status: 1), "only on stdout"),
        ("kill -9 $$", .rejected(status: 137), "signal 9"),
        ("seq 100000 >&2; printf '\\033[31mthe end' >&2; exit 1", .rejected(status: 1), "[31mthe end"),
    ])
    func tellsHowAProgramFailed(script: String, kind: ModelError.Kind, said: String) async {
        let error = await shell(script).failure()
        #expect(error?.kind == kind)
        #expect(error?.message.contains(said) == true, "\(error?.message ?? "")")
        #expect(error.map { $0.message.count < 600 && !$0.message.contains("\u{1B}") } == true)
    }

    @Test func saysWhenThereIsNoSuchProgram() async {
        let error = await model(["/nonexistent/agent", "-p"]).failure()
        #expect(error?.kind == .configuration)
        #expect(error?.message.contains("/nonexistent/agent cannot be started: No such file") == true)
        #expect(await model(["no-such-agent-anywhere"]).failure()?.kind == .configuration)
    }

    @Test(arguments: [true, false])
    func killsTheWholeGroup(byTimeout: Bool) async throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "rlm-group-\(UInt64.random(in: 0 ... .max))")
        defer { try? FileManager.default.removeItem(at: file) }
        let model = shell(
            "sleep 60 & echo $! > \(file.path).new; mv \(file.path).new \(file.path); echo spoke; wait",
            timeout: byTimeout ? 1 : 60)
        let task = Task { await model.failure() }
        #expect(try await eventually { FileManager.default.fileExists(atPath: file.path) } || byTimeout)
        if !byTimeout { task.cancel() }
        #expect(await task.value?.kind == (byTimeout ? .timeout : .cancelled))
        let text = try String(contentsOf: file, encoding: .utf8)
        let child = RunningProcess(try #require(Int32(text.prefix { $0.isNumber })))
        #expect(try await eventually { child.hasEnded }, "the grandchild is gone too")
    }

    @Test func findsPresetsByNameAndSplitsAnythingElse() throws {
        let presets = try Configuration().settings.commands
        func words(_ text: String) throws -> [String] {
            try ModelCommand(parsing: text, presets: presets, model: "m").words
        }
        #expect(try words("claude") == ["claude", "-p"])
        #expect(try words("claude -p --model 'x y'") == ["claude", "-p", "--model", "x y"])
        #expect(try words("/opt/agent") == ["/opt/agent"])
        for bad in ["claude 'x", "  ", "a \\"] {
            let error = #expect(throws: ModelError.self) { try words(bad) }
            #expect(error?.kind == .configuration)
        }
    }
}
