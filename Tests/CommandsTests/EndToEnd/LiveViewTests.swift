import Glibc
import Posix
import TestSupport
import Testing

/// The live view on a real pseudo-terminal.
@Suite(.timeLimit(.minutes(3))) struct LiveViewTests {
    /// A terminal of 60 columns: the end that a person has, and the end that a program has.
    private func openTerminal() throws -> (person: Descriptor, program: Descriptor) {
        var (person, program): (Int32, Int32) = (-1, -1)
        var size = winsize(ws_row: 24, ws_col: 60, ws_xpixel: 0, ws_ypixel: 0)
        try #require(openpty(&person, &program, nil, nil, &size) == 0)
        return (Descriptor(owning: person), Descriptor(owning: program))
    }

    /// What the terminal received while the program ran, in pieces.
    private func show(
        _ script: String, options: [String] = [], environment: [String: String]
    ) async throws -> [String] {
        let built = try BuiltProgram()
        try built.folder.write("some text\n", to: "notes.txt")
        let terminal = try openTerminal()
        let arguments =
            ["ask", "q", "notes.txt", "--always-recurse", "--model", try built.script(script)] + options
        let command = ChildCommand(
            built.path, arguments, environment: built.environment(environment), directory: built.folder.path)
        let child = try ChildProcess(
            command, descriptors: [0: terminal.program, 1: terminal.program, 2: terminal.program])
        var pieces: [String] = []
        var pending: [UInt8] = []
        let ended = Task { await child.wait() }
        var over = false
        child.onExit { _ in }
        try terminal.person.setNonblocking()
        while true {
            var buffer = [UInt8](repeating: 0, count: 1 << 16)
            let count = read(terminal.person.number, &buffer, buffer.count)
            if count > 0 {
                pending += buffer[..<count]
                if let text = String(validating: pending, as: UTF8.self) {
                    pieces.append(text)
                    pending = []
                }
            } else if over {
                break
            } else {
                over = kill(child.id, 0) != 0
                try await Task.sleep(for: .milliseconds(10))
            }
        }
        #expect(await ended.value == .exited(0))
        return pieces
    }

    private static let script = """
        --- root
        ```repl
        found = llm_query_batched(["a", "b", "c"])
        ```
        --- root delay=1
        ```repl
        FINAL(context[:0] + "the end")
        ```
        --- sub times=9 delay=1
        fine
        """

    @Test func showsWhatHappensAndLeavesACleanScreen() async throws {
        let pieces = try await show(Self.script, environment: ["TERM": "xterm-256color"])
        var screen = TerminalScreen()
        var seen: [String] = []
        for piece in pieces {
            screen.feed(piece)
            seen.append(screen.text)
        }
        #expect(seen.contains { $0.contains("code: found = llm_query_batched") }, "\(seen)")
        #expect(seen.contains { $0.contains("sub-calls: 3 running") }, "\(seen)")
        #expect(seen.contains { $0.contains("turn 2/30") })
        let last = screen.text.split(separator: "\n")
        #expect(last.count == 3, "\(last)")
        #expect(last[0].hasPrefix("reading 1 file"))
        #expect(last[1] == "the end")
        #expect(last[2].hasPrefix("answered in "))
        #expect(screen.unknown.isEmpty)
    }

    @Test func noLineIsWiderThanTheTerminal() async throws {
        let long =
            "--- root turn=any times=9 delay=0.3\n```repl\nx = '\(String(repeating: "wide ", count: 60))'\nFINAL(context[:0] + 'e')\n```\n"
        var screen = TerminalScreen()
        for piece in try await show(long, environment: ["TERM": "xterm"]) {
            screen.feed(piece)
            for line in screen.lines where line.contains("·") || line.starts(with: Array("  code")) {
                #expect(line.count < 60, "\(String(line))")
            }
        }
    }

    @Test func aDumbTerminalGetsPlainLines() async throws {
        let text = try await show(Self.script, environment: ["TERM": "dumb"]).joined()
        #expect(!text.contains("\u{1b}"))
        #expect(text.contains("turn 1/30"))
    }

    @Test func noColorLeavesTheViewWithoutStyle() async throws {
        let text = try await show(Self.script, environment: ["TERM": "xterm", "NO_COLOR": "1"]).joined()
        #expect(text.contains("\u{1b}[A"), "the view is drawn")
        #expect(!text.contains("m") || !text.contains("\u{1b}[2m"), "nothing is dimmed")
    }

    @Test func quietShowsTheAnswerAlone() async throws {
        let text = try await show(Self.script, options: ["--quiet"], environment: ["TERM": "xterm"]).joined()
        #expect(text == "the end\r\n")
    }
}
