extension CommandDeclaration {
    private static let configurationOptions: [Option] = [
        .json,
        .config,
    ]

    /// `rlm models`.
    package static let models = CommandDeclaration(
        name: "models",
        summary: "Lists the configured models: which are ready, and how to make the others ready.",
        groups: [OptionGroup("Options", configurationOptions)],
        sections: [
            HelpText.Section(
                "Exit codes", ["0    the model that rlm ask would use is ready", "4    it is not"])
        ])

    /// `rlm pool`.
    package static let pool = CommandDeclaration(
        name: "pool",
        summary: "Shows the servers that answer as one model: which are up, how fast, and how busy.",
        arguments: "[NAME] ",
        groups: [
            OptionGroup(
                "Options",
                [Option("--once", help: "show it once also on a terminal, where it is renewed every second otherwise")]
                    + configurationOptions)
        ],
        sections: [
            HelpText.Section(
                "Examples",
                [
                    "rlm pool             all pools",
                    "rlm pool coder       [pools.coder] alone",
                    "rlm pool --json      for programs",
                ]),
            HelpText.Section(
                "Columns",
                [
                    "state      up, down, or no model: asked now; the model itself is not called",
                    "memory     where Ollama has the model: how much on the graphics card, or not",
                    "ping       how long the server took to answer",
                    "calls      in flight and the limit at present, of all runs of rlm under way",
                    "latency    of a call to the model; errors and circuit: as the runs found them",
                ]),
            HelpText.Section(
                "Exit codes", ["0    each pool has a member that is ready", "4    one has none"]),
        ])

    /// `rlm doctor`.
    package static let doctor = CommandDeclaration(
        name: "doctor", summary: "Checks everything that rlm needs on this machine, and says what to do about it.",
        groups: [OptionGroup("Options", configurationOptions)],
        sections: [
            HelpText.Section("Exit codes", ["0    everything needed is in place", "1    something needed is broken"])
        ])

    /// `rlm cache`.
    package static let cache = CommandDeclaration(
        name: "cache",
        summary: "Shows or removes the replies of sub-models that are kept for later runs.",
        arguments: "[\(CacheAction.allCases.map(\.rawValue).joined(separator: "|"))] ",
        choices: CacheAction.allCases.map(\.rawValue),
        groups: [OptionGroup("Options", configurationOptions)],
        sections: [
            HelpText.Section(
                "Actions",
                [
                    "stats    how many replies of which models, and how often they were of use",
                    "clear    removes all of them, also a file that is damaged",
                    "prune    removes those that are older, or more, than the configuration allows",
                ]),
            HelpText.Section(
                "What is kept",
                [
                    "In $XDG_CACHE_HOME/rlm (by default ~/.cache/rlm), which nobody else may read:",
                    "each reply as it came, the model's name, times, and a hash of the call. No",
                    "prompt and no key; but replies may quote what the model was shown. [cache] in",
                    "the configuration bounds it or turns it off; rlm ask --no-cache does so once.",
                    "With an embedding model there, also the vectors of questions are kept.",
                ]),
        ])
}
