extension CommandDeclaration {
    private static let socket = Option(
        "--socket", .file("PATH"), help: "the socket, in place of $XDG_RUNTIME_DIR/rlm/rlm.sock")

    /// `rlm serve`.
    package static let serve = CommandDeclaration(
        name: "serve", summary: "Starts the daemon that editors and other programs ask over a socket.",
        groups: [
            OptionGroup(
                "Options",
                [
                    Option("--foreground", help: "serve here until Ctrl-C, rather than in the background"),
                    Option("--stop", help: "end the daemon"), socket,
                    .config,
                ])
        ],
        sections: [
            HelpText.Section(
                "How",
                [
                    "One daemon serves all editors of a user and keeps what they read in memory. Where",
                    "one serves already, nothing is started. It ends by itself after a while without",
                    "clients and work (idle-timeout). Its messages go to serve.log in",
                    "$XDG_STATE_HOME/rlm (~/.local/state/rlm). Without XDG_RUNTIME_DIR, the socket is",
                    "/tmp/rlm-UID/rlm.sock. config/systemd has units that start it on demand.",
                ]),
            HelpText.Section("Exit codes", ["0    it serves, or has ended", "1    it could not be started"]),
        ])

    /// `rlm status`.
    package static let status = CommandDeclaration(
        name: "status", summary: "Shows what the daemon does: clients, questions, memory.",
        groups: [
            OptionGroup("Options", [.json, socket])
        ],
        sections: [HelpText.Section("Exit codes", ["0    a daemon serves", "1    none does"])])
}
