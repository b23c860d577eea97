/// Everything that can be configured, merged from all its sources and checked.
package struct Settings: Sendable, Equatable {
    package var model: ModelSettings
    package var limits: LimitSettings
    package var worker: WorkerSettings
    package var corpus: CorpusSettings
    package var cache: CacheSettings
    package var terminal: TerminalSettings
    /// Servers by the name that stands before the slash in `--model gpu1/qwen3:14b`.
    package var providers: [String: ProviderSettings]
    /// Programs by the name that stands after `command/`.
    package var commands: [String: CommandSettings]

    /// Reads the merged configuration.
    init(_ node: SettingNode) throws(ConfigurationError) {
        var reader = try TableReader(node, path: "")
        model = try reader.table("model") { (table) throws(ConfigurationError) in try ModelSettings(&table) }
        limits = try reader.table("limits") { (table) throws(ConfigurationError) in try LimitSettings(&table) }
        worker = try reader.table("worker") { (table) throws(ConfigurationError) in try WorkerSettings(&table) }
        corpus = try reader.table("corpus") { (table) throws(ConfigurationError) in try CorpusSettings(&table) }
        cache = try reader.table("cache") { (table) throws(ConfigurationError) in try CacheSettings(&table) }
        terminal = try reader.table("terminal") { (table) throws(ConfigurationError) in try TerminalSettings(&table) }
        providers = try reader.tables("providers") { (_, table) throws(ConfigurationError) in
            try ProviderSettings(&table)
        }
        commands = try reader.tables("commands") { (_, table) throws(ConfigurationError) in
            try CommandSettings(&table)
        }
        try reader.finish()
        try Self.checkPreference(node, providers: providers.keys)
    }

    /// A name in the preference that no provider has would be passed over without a word.
    private static func checkPreference(
        _ node: SettingNode, providers: some Collection<String>
    ) throws(ConfigurationError) {
        guard case .array(let names)? = node.find(["model", "preference"])?.value else { return }
        for item in names {
            guard case .string(let name) = item.value, !providers.contains(name) else { continue }
            throw ConfigurationError(
                item.origin,
                "model.preference names “\(name)”, but there is no [providers.\(name)]"
                    + suggestion(for: name, in: providers))
        }
    }
}
