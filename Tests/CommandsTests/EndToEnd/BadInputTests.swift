import Glibc
import TestSupport
import Testing

/// Every mistake has a message that helps and an exit code, and says nothing on standard output.
@Suite(.timeLimit(.minutes(3))) struct BadInputTests {
    @Test(arguments: BadInput.input) func input(_ bad: BadInput) async throws { try await check(bad) }
    @Test(arguments: BadInput.options) func options(_ bad: BadInput) async throws { try await check(bad) }
    @Test(arguments: BadInput.configuration) func configuration(_ bad: BadInput) async throws { try await check(bad) }
    @Test(arguments: BadInput.models) func models(_ bad: BadInput) async throws { try await check(bad) }

    private func check(_ bad: BadInput) async throws {
        let program = try BuiltProgram()
        let model = try program.script("--- root turn=any times=9\nfine\n")
        let coder = try program.folder.write(
            "--- root turn=any times=9\n```repl\nFINAL(context[:0] + 'fine')\n```\n", to: "coder.txt")
        let ready =
            bad.setup.isEmpty ? "printf 'some text\\n' > good.txt" : "printf 'some text\\n' > good.txt; \(bad.setup)"
        // Root may read everything; without these capabilities it may not.
        let capabilities = "-dac_override,-dac_read_search"
        let outcome = try await program.shell(
            "\(ready)\n\(bad.command)",
            environment: [
                "MODEL": model, "CODER": "scripted/\(coder)", "ASK": "\(program.path) ask q --quiet --model \(model)",
                "UNPRIVILEGED": getuid() == 0
                    ? "setpriv --bounding-set=\(capabilities) --inh-caps=\(capabilities)" : "",
            ])
        #expect(!outcome.timedOut)
        #expect(outcome.code == bad.code, "\(outcome.stdout)\(outcome.stderr)")
        #expect(
            outcome.stderr.contains(bad.message) || bad.message.isEmpty && outcome.stderr.isEmpty, "\(outcome.stderr)")
        #expect(!outcome.stderr.contains("CocoaError") && !outcome.stderr.contains("Fatal error"), "\(outcome.stderr)")
        if let output = bad.output {
            #expect(outcome.stdout.contains(output) || output.isEmpty)
        } else {
            #expect(outcome.stdout == "")
        }
    }
}
