import Synchronization
import TestSupport
import Testing

@testable import Commands

/// What is typed in a chat: entries of several lines, lines with a slash, completion, and the history.
@Suite struct ChatInputTests {
    private final class Lines: ChatInput {
        private let lines: Mutex<[String]>
        init(_ lines: [String]) { self.lines = Mutex(lines) }
        func remember(_ entry: String) {}
        func read(_ prompt: String) async -> LineEditor.Input {
            lines.withLock { $0.isEmpty ? .end : .line($0.removeFirst()) }
        }
    }

    @Test(arguments: [
        (["one"], "one"), (["one \\", "two"], "one \ntwo"), (["\"\"\"one", "", "two\"\"\""], "one\n\ntwo"),
        (["\"\"\"one\"\"\""], "one"), (["\"\"\"", "x", "\"\"\""], "\nx\n"),
    ])
    func joinsLines(lines: [String], expected: String) async {
        #expect(await Lines(lines).entry() == .line(expected))
    }

    @Test func anEntryWithoutItsEndIsNone() async {
        #expect(await Lines(["\"\"\"one"]).entry() == .end)
    }

    @Test(
        arguments: [
            ("/help", .help), ("/model", .model(nil)), ("/model  ollama/x ", .model("ollama/x")),
            ("/add a b", .add("a b")),
            ("/exit", .quit), ("/etc/hosts is what?", nil), ("what is /help?", nil), ("/", nil),
        ] as [(String, ChatInstruction?)])
    func knowsInstructions(line: String, expected: ChatInstruction?) {
        #expect(ChatInstruction(line) == expected)
    }

    @Test func saysWhatAnUnknownInstructionMayHaveMeant() {
        #expect(ChatInstruction("/hepl") == .mistake("unknown command /hepl; did you mean /help? (/help lists them)"))
    }

    private let completion = ChatCompletion(paths: ["src/a.py", "src/net/b.py", "src/net/c.py", "docs/x/only.md"])

    @Test(arguments: [
        ("/he", "lp ", []), ("/q", "uit ", []), ("see s", "rc/", []), ("see @src/n", "et/", []),
        ("src/net/", "", ["src/net/b.py", "src/net/c.py"]), ("d", "ocs/x/only.md ", []), ("see zz", "", []),
        ("", "", []),
    ])
    func offersWhatFits(before: String, inserted: String, listed: [String]) {
        let offer = completion.offer(for: before)
        #expect(offer.inserted == inserted)
        #expect(offer.listed == listed)
    }

    @Test func takesMarksFromPathsAlone() {
        #expect(
            completion.withoutMarks("what do @src/a.py, @src/net and @decorator do?")
                == "what do src/a.py, src/net and @decorator do?")
    }

    @Test func keepsQuestionsOfSeveralLines() throws {
        let folder = try TemporaryFolder()
        let history = QuestionHistory(path: folder.path("questions"))
        history.add("one\ntwo")
        history.add("ünï \"quoted\"")
        #expect(history.load() == ["one\ntwo", "ünï \"quoted\""])
    }

    @Test func tellsWhatHasChanged() {
        let changes = InputChanges(from: ["a": "1", "b": "1", "c": "1"], to: ["a": "2", "b": "1", "d": "1"])
        #expect(changes.text == "1 file changed (a), 1 file added (d), 1 file removed (c)")
        #expect(InputChanges(from: ["a": "1"], to: ["a": "1"]).isEmpty)
    }
}
