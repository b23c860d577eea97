extension CommandDeclaration {
    /// `rlm mcp`.
    package static let mcp = CommandDeclaration(
        name: "mcp",
        summary: "Serves other agents over the Model Context Protocol on standard input and output.",
        arguments: "[PATH…] ",
        takesPaths: true,
        groups: [
            OptionGroup("Models", modelOptions), OptionGroup("Input", inputOptions.filter { $0.name != "--git" }),
            OptionGroup("Limits of each question", limitOptions),
            OptionGroup("Options", [.config]),
        ],
        sections: [
            HelpText.Section(
                "Examples",
                [
                    "claude mcp add rlm -- rlm mcp ~/project --max-cost 0.5",
                    "{\"mcpServers\": {\"rlm\": {\"command\": \"rlm\", \"args\": [\"mcp\", \"/home/me/project\"]}}}",
                ]),
            HelpText.Section(
                "Tools",
                [
                    "rlm_ask          answers a question with checked path:line citations",
                    "rlm_search       the passages that fit some words best",
                    "rlm_outline      types and functions of a file or folder, with their lines",
                    "rlm_proposals    what rlm-dogfood proposes and a person may decide on",
                ]),
            HelpText.Section(
                "What it reads",
                [
                    "Only what lies in the PATHs, by default the current folder. Model, limits and",
                    "patterns are those given here: a client cannot change them.",
                ]),
        ])
}
