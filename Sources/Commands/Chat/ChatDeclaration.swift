extension CommandDeclaration {
    /// `rlm chat`.
    package static let chat = CommandDeclaration(
        name: "chat",
        summary: "Answers several questions over the same files, each knowing the earlier ones.",
        arguments: "[PATH…] | --resume [ID] | --list ",
        takesPaths: true,
        groups: [
            OptionGroup(
                "Sessions",
                [
                    Option("--resume", help: "go on with session ID, or the latest that was begun in this folder"),
                    Option("--list", help: "list the sessions"),
                ]),
            OptionGroup("Models", modelOptions), OptionGroup("Input", inputOptions),
            OptionGroup("Limits of each question", limitOptions),
            OptionGroup("Output", [.quiet, .verbose, .config]),
        ],
        sections: [
            HelpText.Section(
                "Examples",
                [
                    "rlm chat src/ docs/",
                    "rlm chat . --model ollama/qwen3:14b",
                    "rlm chat --resume",
                    "printf '%s\\n' \"Who calls parse?\" \"And who calls those?\" | rlm chat .",
                ]),
            HelpText.Section("In a session", ChatInstruction.helpLines),
            HelpText.Section(
                "Files",
                [
                    "$XDG_STATE_HOME/rlm (~/.local/state/rlm) holds sessions/ID, written after each",
                    "answer, and questions, those typed so far. Only you can read them.",
                ]),
            HelpText.Section(
                "Exit codes",
                [
                    "0    the questions that came by lines were answered, or a person left",
                    "else as rlm ask, for the last question that was not answered",
                ]),
        ])
}
