extension CommandDeclaration {
    /// `rlm bench`.
    package static let bench = CommandDeclaration(
        name: "bench", summary: "Measures the engine against a mock server, and other engines beside it.",
        arguments: "engine|rows ", choices: ["engine", "rows"],
        groups: [
            OptionGroup(
                "Options",
                [
                    Option(
                        "--only", .text("ROW"), repeats: true,
                        help: "measure the rows whose key or name holds this (may be repeated)"),
                    Option("--runs", .integer("N"), help: "rounds; a number is the median of them (default 5)"),
                    Option(
                        "--peers", .text("FOLDER|NAME=PYTHON"), repeats: true,
                        help: "measure also other engines: a folder of virtual environments with their names "
                            + "(rlms, dspy, recursive-llm, ysz), or one of them by its python (may be repeated)"),
                    Option("--json", help: "print one JSON object in place of the table"),
                    Option("--markdown", help: "print the table in Markdown"),
                    Option("--csv", .file("FILE"), help: "write the numbers of all runs to FILE"),
                    Option("--svg", .file("FILE"), help: "write a picture of the results to FILE"),
                    Option(
                        "--tolerance", .number("FACTOR"),
                        help: "end with 1 when a number misses its goal by more than this factor (default: only when a "
                            + "run fails)"),
                ])
        ],
        sections: [
            HelpText.Section(
                "What is measured",
                [
                    "This program as it is started by a user, against a server on this machine that",
                    "replies what it is told. Other engines get the same work in their own form.",
                    "Limits such as a bare scan of the file are measured in the same run.",
                    "rlm bench rows lists what is measured and how.",
                    "rlm bench scan FILE maps a file and looks at each byte: that limit.",
                ]),
            HelpText.Section(
                "Exit codes", ["0    measured", "1    a run failed, or a number is beyond the tolerance"]),
        ])
}
