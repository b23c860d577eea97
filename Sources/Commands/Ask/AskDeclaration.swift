extension CommandDeclaration {
    /// `rlm ask`.
    package static let ask = CommandDeclaration(
        name: "ask",
        summary: "Answers a question about files and folders, with citations checked against them.",
        arguments: "QUESTION [PATH…] ",
        takesPaths: true,
        takesQuestion: true,
        groups: [
            OptionGroup("Models", modelOptions), OptionGroup("Input", inputOptions),
            OptionGroup("Limits", limitOptions), OptionGroup("Output", outputOptions),
        ],
        sections: [
            HelpText.Section("Examples", askExamples),
            HelpText.Section("Paths", askPaths),
            HelpText.Section("Environment", askEnvironment),
            HelpText.Section(
                "Exit codes",
                ExitCode.allCases.map { status in
                    let code = "\(status.rawValue)"
                    return code + String(repeating: " ", count: 5 - code.count) + status.meaning
                }),
        ])

    static let modelOptions: [Option] = [
        .model(
            help: "the root model: PROVIDER/MODEL, 'command/PROGRAM ARGUMENT…' or builtin (see rlm models)"),
        .subModel,
        .baseURL,
        Option(
            "--system-prompt", .file("FILE"), help: "a text that replaces the root model's instructions"),
        Option(
            "--compact-prompt", setting: "model.compact-prompt",
            help: "shorter instructions, for small models"),
        Option("--no-cache", help: "ask sub-models again what an earlier run asked them"),
        Option(
            "--always-recurse", setting: "limits.always-recurse",
            help: "explore also a small input with code, not by reading it at once"),
    ]

    static let inputOptions: [Option] = [
        Option(
            "--include", .text("PATTERN"), repeats: true, setting: "corpus.include",
            help: "read only files that match, such as '*.swift' (may be repeated)"),
        Option(
            "--exclude", .text("PATTERN"), repeats: true, setting: "corpus.exclude",
            help: "leave out files that match, such as 'vendor/' (may be repeated)"),
        Option("--no-ignore", setting: "corpus.no-ignore", help: "read also what .gitignore files leave out"),
        Option(
            "--git", .text("REVISION"),
            help: "read a tree (HEAD, v1.2) or a range of commits (HEAD~20..HEAD) of the repository at PATH"),
    ]

    static let limitOptions: [Option] = [
        Option(
            "--max-iterations", .integer("N"), setting: "limits.max-iterations",
            help: "turns of the root model"),
        Option(
            "--max-depth", .integer("N"), setting: "limits.max-depth",
            help: "levels of recursive children"),
        Option(
            "--max-subcalls", .integer("N"), setting: "limits.max-subcalls",
            help: "calls to the sub-model in all"),
        Option(
            "--max-tokens", .integer("N"), setting: "limits.max-tokens",
            help: "tokens of prompts and replies in all"),
        .maxCost,
        Option(
            "--timeout", .number("SECONDS"), setting: "limits.timeout",
            help: "seconds in all"),
        Option(
            "--cell-timeout", .number("SECONDS"), setting: "worker.cell-timeout",
            help: "seconds that a piece of the model's code may run"),
        Option(
            "--concurrency", .integer("N"), setting: "limits.concurrency",
            help: "calls to models in flight at once"),
        Option(
            "--require-sandbox", setting: "worker.require-sandbox",
            help: "refuse to start when a layer of the sandbox is missing here"),
    ]

    private static let outputOptions: [Option] = [
        Option(
            "--daemon", help: "have the daemon answer, which keeps what it read (see rlm serve); starts it if need be"),
        .json,
        Option("--trace", .file("FILE"), help: "write every step to FILE as JSON lines"),
        .quiet,
        .verbose,
        .config,
    ]

    private static let askExamples = [
        "rlm ask \"Where are retries decided, and with what delays?\" .",
        "rlm ask \"Find all TODO items\" src/ docs/notes.md",
        "git log -p | rlm ask \"Which commit changed the wire format?\" -",
        "rlm ask \"What changed in error handling?\" --git HEAD~20..HEAD .",
        "rlm ask \"…\" . --model ollama/qwen3:14b --sub-model ollama/qwen3:8b",
        "rlm ask \"…\" . --model anthropic/claude-sonnet-4-20250514 --json > answer.json",
        "rlm ask \"…\" . --model 'command/claude -p'",
    ]

    private static let askPaths = [
        "Any mix of files and folders; - is standard input. With no PATH, standard",
        "input is read when it is a pipe or a file, otherwise the current folder.",
    ]

    private static let askEnvironment = [
        "RLM_MODEL  RLM_SUB_MODEL  RLM_BASE_URL      as --model, --sub-model, --base-url",
        "RLM_CONFIG                                  as --config",
        "OLLAMA_HOST  OLLAMA_PORT  OLLAMA_MODEL      the Ollama server, and its model",
        "OPENAI_API_KEY  ANTHROPIC_API_KEY  DEEPSEEK_API_KEY  OPENROUTER_API_KEY",
        "HF_TOKEN                                    keys of providers",
        "NO_COLOR  CLICOLOR_FORCE  TERM              colour and the live view",
    ]
}
