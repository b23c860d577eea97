import Commands
import Testing

@Suite struct HelpTests {
    @Test func theProgramsHelpReadsLikeThis() {
        #expect(
            Program.rlm.help == """
                rlm answers questions about code and documents of any size, with checked citations.

                Usage: rlm COMMAND [ARGUMENT…]

                Commands:
                  ask                         Answers a question about files and folders, with
                                              citations checked against them.
                  chat                        Answers several questions over the same files,
                                              each knowing the earlier ones.
                  serve                       Starts the daemon that editors and other programs
                                              ask over a socket.
                  status                      Shows what the daemon does: clients, questions,
                                              memory.
                  mcp                         Serves other agents over the Model Context
                                              Protocol on standard input and output.
                  replay                      Runs a traced run again from its recorded replies,
                                              and reports the first difference.
                  models                      Lists the configured models: which are ready, and
                                              how to make the others ready.
                  pool                        Shows the servers that answer as one model: which
                                              are up, how fast, and how busy.
                  cache                       Shows or removes the replies of sub-models that
                                              are kept for later runs.
                  doctor                      Checks everything that rlm needs on this machine,
                                              and says what to do about it.
                  bench                       Measures the engine against a mock server, and
                                              other engines beside it.
                  completions                 Prints completions for a shell.

                Options:
                  -h, --help                  show this help; rlm COMMAND --help shows a
                                              command's own
                  --version                   show the version

                Start with:
                  rlm ask "Where are retries decided, and with what delays?" .
                  rlm models        which models are ready, and how to make others ready
                  rlm doctor        whether everything is in place

                """)
    }

    @Test(arguments: Program.rlm.declarations.map(\.name))
    func everyOptionAndExitCodeIsExplained(name: String) throws {
        let command = try #require(Program.rlm.declarations.first { $0.name == name })
        let help = HelpText.of(command)
        for option in command.options { #expect(help.contains(option.name), "\(option.name)") }
        for line in help.split(separator: "\n") { #expect(line.count <= 84, "\(line)") }
    }

    @Test func askExplainsEveryExitCode() {
        let lines = HelpText.of(CommandDeclaration.ask).split(separator: "\n")
        for status in ExitCode.allCases {
            #expect(lines.contains { $0.hasPrefix("  \(status.rawValue) ") }, "\(status)")
        }
    }

    @Test func askTellsTheDefaultsThatTheConfigurationHas() {
        let help = HelpText.of(CommandDeclaration.ask)
        #expect(help.contains("turns of the root model (default 30)"))
        #expect(help.contains("(default: no limit)"))
        #expect(help.contains("levels of recursive children (default 1)"))
    }

    @Test func noTwoOptionsShareAName() {
        for command in Program.rlm.declarations {
            let names = command.options.flatMap { [$0.name] + ($0.short.map { [$0] } ?? []) }
            #expect(Set(names).count == names.count, "\(command.name)")
        }
    }
}
