extension Program {
    /// `rlm`.
    package static let rlm = Program(
        name: "rlm", summary: "rlm answers questions about code and documents of any size, with checked citations.",
        verbs: [
            Verb(.ask) { try await AskCommand($0.parsed, environment: $0.environment).run() },
            Verb(.chat) {
                try await ChatCommand($0.parsed, arguments: $0.arguments, environment: $0.environment).run()
            },
            Verb(.serve) { try await ServeCommand($0.parsed, environment: $0.environment).run() },
            Verb(.status) { try await StatusCommand($0.parsed, environment: $0.environment).run() },
            Verb(.mcp) { try await MCPCommand($0.parsed, environment: $0.environment).run() },
            Verb(.replay) { try await ReplayCommand($0.parsed, environment: $0.environment).run() },
            Verb(.models) { try await ModelsCommand($0.parsed, environment: $0.environment).run() },
            Verb(.pool) { try await PoolCommand($0.parsed, environment: $0.environment).run() },
            Verb(.cache) { try CacheCommand($0.parsed, environment: $0.environment).run() },
            Verb(.doctor) { try await DoctorCommand($0.parsed, environment: $0.environment).run() },
            Verb(.bench) { try await BenchCommand($0.parsed).run() },
        ],
        sections: [
            HelpText.Section(
                "Start with",
                [
                    "rlm ask \"Where are retries decided, and with what delays?\" .",
                    "rlm models        which models are ready, and how to make others ready",
                    "rlm doctor        whether everything is in place",
                ])
        ],
        remark: questionRemark)

    /// Of a question that stands where a verb belongs.
    private static func questionRemark(_ text: String) -> String? {
        guard text.contains(where: \.isWhitespace) || text.hasSuffix("?") else { return nil }
        let shown = PlainText.oneLine(text.prefix(60))
        return "“\(shown)” is no command; a question is asked with: rlm ask \"\(shown)\" PATH…"
    }
}
