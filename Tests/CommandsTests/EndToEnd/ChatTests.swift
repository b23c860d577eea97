import FoundationEssentials
import Glibc
import Posix
import TestSupport
import Testing

/// `rlm chat` as a person uses it.
@Suite(.timeLimit(.minutes(3))) struct ChatCommandTests {
    private let program: BuiltProgram

    init() throws {
        program = try BuiltProgram()
        try program.folder.write("some text\n", to: "notes.txt")
    }

    private static let script = """
        --- root match="first"
        ```repl
        kept = 6 * 7
        FINAL(context[:0] + "the answer is " + str(kept))
        ```
        --- root match="second" times=1 delay=60
        late
        --- root match="third"
        ```repl
        FINAL("kept " + str(kept))
        ```
        """

    private func arguments(_ more: [String] = []) throws -> [String] {
        ["chat", "notes.txt", "--always-recurse", "--model", try program.script(Self.script)] + more
    }

    private func terminal(_ arguments: [String]) throws -> TerminalProgram {
        let environment = program.environment(["TERM": "xterm"])
        return try TerminalProgram(
            ChildCommand(
                program.path, arguments, environment: environment, directory: program.folder.path))
    }

    private func sessions() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: program.folder.path(".local/state/rlm/sessions"))
    }

    @Test func controlCStopsTheAnswerAndNotTheSession() async throws {
        let chat = try terminal(try arguments())
        try await chat.expect("rlm> ")
        chat.type("first\r")
        try await chat.expect("the answer is 42")
        try await chat.expect("answered in ")
        try await chat.expect("rlm> ")
        chat.type("second\r")
        try await chat.expect("waiting for the model")
        chat.type("\u{3}")
        try await chat.expect("interrupted")
        try await chat.expect("rlm> ")
        chat.type("\u{3}")
        try await chat.expect("Ctrl-D or /quit leaves")
        try await chat.expect("rlm> ")
        chat.type("third\r")
        try await chat.expect("kept 42")
        try await chat.expect("in all 3 questions")
        try await chat.expect("rlm> ")
        chat.type("\u{4}")
        try await chat.expect("to go on: rlm chat --resume ")
        #expect(await chat.wait() == .exited(0))
    }

    @Test func goesOnWhereItWasKilled() async throws {
        let chat = try terminal(try arguments())
        try await chat.expect("rlm> ")
        chat.type("first\r")
        try await chat.expect("answered in ")
        try await chat.expect("rlm> ")
        chat.type("second\r")
        try await chat.expect("waiting for the model")
        await chat.kill()
        try program.folder.write("other text\n", to: "notes.txt")
        let outcome = try await program.run(["chat", "--resume"], input: "third\n")
        #expect(outcome.stdout == "kept 42\n", "\(outcome.stderr)")
        #expect(outcome.stderr.contains("1 file changed (notes.txt)"))
        #expect(outcome.code == 0)
        #expect(try sessions().count == 1)
    }

    @Test func takesQuestionsByLines() async throws {
        let outcome = try await program.run(try arguments(["-q"]), input: "first\n\nthird\n")
        #expect(outcome.stdout == "the answer is 42\n\nkept 42\n")
        #expect(outcome.stderr == "")
        #expect(outcome.code == 0)
    }

    @Test func oneQuestionThatFailsShowsInTheExitCode() async throws {
        let outcome = try await program.run(try arguments(["-q"]), input: "unknown\nfirst\n")
        #expect(outcome.stdout.hasSuffix("the answer is 42\n"))
        #expect(outcome.code == 4, "\(outcome.stderr)")
    }

    @Test func keepsWhatItSavesForItsOwnerAlone() async throws {
        _ = try await program.run(try arguments(["-q"]), input: "first\n")
        let folder = program.folder.path(".local/state/rlm/sessions/" + (try sessions().first ?? ""))
        for name in ["chat.jsonl", "variables"] {
            var status = stat()
            #expect(stat(folder + "/" + name, &status) == 0)
            #expect(status.st_mode & 0o777 == 0o600)
        }
        let listed = try await program.run(["chat", "--list"])
        #expect(listed.stdout.contains("1 question, ") && listed.stdout.hasSuffix(": first\n"), "\(listed.stdout)")
    }

    @Test func aSessionIsOpenOnce() async throws {
        let chat = try terminal(try arguments())
        try await chat.expect("rlm> ")
        chat.type("first\r")
        try await chat.expect("answered in ")
        let outcome = try await program.run(["chat", "--resume"], input: "third\n")
        #expect(outcome.code == 2)
        #expect(outcome.stderr.contains("is open in another rlm"))
    }

    @Test func readsMoreWhenAsked() async throws {
        try program.folder.write("more\n", to: "more.txt")
        let script = try program.script(
            "--- root\n```repl\nkept = 1\nFINAL(context[:0] + 'one')\n```\n"
                + "--- root\n```repl\nFINAL(files['more.txt'].strip() + str(kept) + context_1[-6:].strip() + str(len(context_1)))\n```\n"
        )
        let outcome = try await program.run(
            ["chat", "notes.txt", "--always-recurse", "-q", "--model", script], input: "a\n/add more.txt\nb\n")
        #expect(outcome.stdout == "one\n\nmore1more26\n", "\(outcome.stderr)")
        #expect(outcome.stderr == "1 file added (more.txt)\n")
    }

    @Test func savesTheSessionAsMarkdown() async throws {
        let outcome = try await program.run(try arguments(["-q"]), input: "first\n/save out.md\n/save out.md\n")
        let text = try String(contentsOf: URL(filePath: program.folder.path("out.md")), encoding: .utf8)
        #expect(text == "## first\n\nthe answer is 42\n\n")
        #expect(outcome.stderr.contains("out.md is there already"))
    }

    @Test func showsAnAnswerWhileItIsWritten() async throws {
        let script = try program.script("--- root chunk=12 pause=0.4\nfirst line\nsecond line\nthird\n")
        let chat = try terminal(["chat", "notes.txt", "--model", script])
        try await chat.expect("rlm> ")
        chat.type("q\r")
        try await chat.expect("first line")
        #expect(!chat.shown.contains("third"))
        try await chat.expect("third")
        try await chat.expect("answered in ")
        #expect(chat.shown.split(separator: "first line").count == 2, "it is printed once")
    }
}
