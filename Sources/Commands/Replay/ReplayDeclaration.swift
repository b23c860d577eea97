extension CommandDeclaration {
    /// `rlm replay`.
    package static let replay = CommandDeclaration(
        name: "replay",
        summary: "Runs a traced run again from its recorded replies, and reports the first difference.",
        arguments: "TRACE [PATH…] ",
        takesPaths: true,
        groups: [
            OptionGroup("Options", [.json])
        ],
        sections: [
            HelpText.Section(
                "Examples",
                [
                    "rlm ask \"…\" . --trace run.jsonl && rlm replay run.jsonl",
                    "rlm replay run.jsonl other/checkout      over another input",
                ]),
            HelpText.Section(
                "What it does",
                [
                    "No model is asked: each request gets the reply that the trace holds for it. The",
                    "code runs again in a real worker, and its output, what models are told and the",
                    "answer are held against the trace. Addresses of objects are not compared.",
                ]),
            HelpText.Section(
                "Exit codes",
                [
                    "0    the same", "1    it differs", "2    the trace cannot be replayed",
                    "3    the trace or the input cannot be read", "130  interrupted",
                ]),
        ])
}
