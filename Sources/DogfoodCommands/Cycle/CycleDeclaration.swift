import Commands

extension CommandDeclaration {
    /// `rlm-dogfood cycle`.
    static let cycle = CommandDeclaration(
        name: "cycle", summary: "Looks for what could be better, and proposes what passes every gate.",
        groups: [
            OptionGroup(
                "Analysis",
                [
                    .model(
                        help: "ask this model (see rlm models); by default the built-in analyst works by rules"),
                    .subModel,
                    .baseURL,
                    .focus,
                ]),
            OptionGroup(
                "Testing",
                [
                    Option(
                        "--test-command", .text("COMMAND"),
                        help: "what tests the repository, by its exit status; by default swift build and swift test")
                ]),
            OptionGroup(
                "Limits",
                [
                    Option("--max-proposals", .integer("N"), help: "end with as many proposals (default 3)"),
                    Option("--max-drafts", .integer("N"), help: "drafts of one finding (default 3)"),
                    .maxCost,
                    Option("--timeout", .number("SECONDS"), help: "begin no further draft after this time"),
                ]),
            OptionGroup("Options", [.repository, .json]),
        ],
        sections: [
            HelpText.Section(
                "Examples",
                [
                    "rlm-dogfood cycle",
                    "rlm-dogfood cycle --model anthropic/claude-sonnet-4-20250514 --max-cost 2",
                    "rlm-dogfood cycle --focus dead-code --max-proposals 1",
                    "rlm-dogfood cycle --repo ../other --test-command 'make check'",
                ]),
            HelpText.Section(
                "What it leaves alone",
                [
                    "The work tree, the index and HEAD are never written. A proposal is a branch",
                    "rlm/p/… that waits until a person decides: rlm-dogfood review.",
                ]),
        ])
}
