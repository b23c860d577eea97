package import Commands

extension Program {
    /// `rlm-dogfood`.
    package static let dogfood = Program(
        name: "rlm-dogfood",
        summary: "rlm-dogfood proposes small, tested changes to a repository, for a person to decide on.",
        verbs: [
            .cycle, .findings, .status, .inbox, .review, .show, .diff, .tests, .verify, .approve, .reject, .revise,
            .land, .revert, .resume, .stop, .collect, .doctor,
        ],
        sections: [dogfoodExitCodes, dogfoodFolders],
        failure: DogfoodFailure.of)

    private static let dogfoodExitCodes = HelpText.Section(
        "Exit codes",
        [
            "0    done",
            "1    not done: refused, a check failed, or nothing was found",
            "2    a mistake on the command line or in the configuration",
            "3    the repository cannot be read",
            "4    the model or its provider failed",
            "5    a limit of cost or time was reached",
            "130  interrupted",
        ])

    private static let dogfoodFolders = HelpText.Section(
        "What is kept where",
        [
            "$XDG_STATE_HOME/rlm/dogfood (~/.local/state/rlm/dogfood) has a folder for each",
            "repository: the journal of all that was tried and decided, logs and evidence,",
            "and your policy.toml, if you write one: what may be proposed. It lies over",
            "config/dogfood-policy.toml of the repository, which lies over the built-in one.",
        ])
}
