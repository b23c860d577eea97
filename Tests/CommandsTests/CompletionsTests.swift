import Commands
import Posix
import TestSupport
import Testing

@Suite struct CompletionsTests {
    @Test(arguments: Shell.allCases)
    func namesEveryCommandAndOption(shell: Shell) {
        let script = shell.completions(of: Program.rlm.declarations)
        for command in Program.rlm.declarations { #expect(script.contains(command.name)) }
        for option in Program.rlm.declarations.flatMap(\.options) {
            #expect(script.contains(shell == .fish ? "-l \(option.name.dropFirst(2))" : option.name))
        }
    }

    /// What bash offers for a line, the last word being the one to complete.
    private func offers(for words: [String]) async throws -> [String] {
        let folder = try TemporaryFolder()
        let script = try folder.write(Shell.bash.completions(of: Program.rlm.declarations), to: "rlm.bash")
        try folder.write("", to: "notes file.md")
        let line = words.map { "'\($0)'" }.joined(separator: " ")
        let program = """
            source \(script)
            cd \(folder.path)
            compopt() { :; }
            COMP_WORDS=(\(line)); COMP_CWORD=\(words.count - 1)
            _rlm
            printf '%s\\n' "${COMPREPLY[@]}"
            """
        let child = try await ChildProcess.run(ChildCommand("bash", ["--norc", "-c", program]), timeout: 20)
        #expect(child.stderr.isEmpty, "\(String(decoding: child.stderr, as: UTF8.self))")
        return String(decoding: child.stdout, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    @Test func bashCompletesCommands() async throws {
        #expect(try await offers(for: ["rlm", "do"]) == ["doctor"])
    }

    @Test func bashCompletesOptions() async throws {
        #expect(try await offers(for: ["rlm", "ask", "--max-c"]) == ["--max-cost"])
    }

    @Test func bashCompletesFilesAsPathsAndAsValues() async throws {
        #expect(try await offers(for: ["rlm", "ask", "question", "no"]) == ["notes file.md"])
        #expect(try await offers(for: ["rlm", "ask", "--trace", "no"]) == ["notes file.md"])
    }

    @Test func bashCompletesShells() async throws {
        #expect(try await offers(for: ["rlm", "completions", "z"]) == ["zsh"])
    }
}
