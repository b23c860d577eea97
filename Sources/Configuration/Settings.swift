/// Everything that can be configured, merged from all its sources and checked.
package struct Settings: Sendable, Equatable {
    package var model: ModelSettings
    package var limits: LimitSettings
    package var worker: WorkerSettings
    package var chat: ChatSettings
    package var corpus: CorpusSettings
    package var cache: CacheSettings
    package var daemon: DaemonSettings
    package var terminal: TerminalSettings
    /// Servers by the name that stands before the slash in `--model gpu1/qwen3:14b`.
    package var providers: [String: ProviderSettings]
    /// Programs by the name that stands after `command/`.
    package var commands: [String: CommandSettings]
    /// Models behind several servers, by the name that stands after `pool/`.
    package var pools: [String: PoolSettings]
    /// Names of the user's own for models.
    package var aliases: [String: String]

    /// Reads the merged configuration.
    init(_ node: SettingNode) throws(ConfigurationError) {
        var reader = try TableReader(node, path: "")
        model = try reader.table("model") { (table) throws(ConfigurationError) in try ModelSettings(&table) }
        limits = try reader.table("limits") { (table) throws(ConfigurationError) in try LimitSettings(&table) }
        worker = try reader.table("worker") { (table) throws(ConfigurationError) in try WorkerSettings(&table) }
        chat = try reader.table("chat") { (table) throws(ConfigurationError) in try ChatSettings(&table) }
        corpus = try reader.table("corpus") { (table) throws(ConfigurationError) in try CorpusSettings(&table) }
        cache = try reader.table("cache") { (table) throws(ConfigurationError) in try CacheSettings(&table) }
        daemon = try reader.table("daemon") { (table) throws(ConfigurationError) in try DaemonSettings(&table) }
        terminal = try reader.table("terminal") { (table) throws(ConfigurationError) in try TerminalSettings(&table) }
        providers = try reader.tables("providers") { (_, table) throws(ConfigurationError) in
            try ProviderSettings(&table)
        }
        commands = try reader.tables("commands") { (_, table) throws(ConfigurationError) in
            try CommandSettings(&table)
        }
        pools = try reader.tables("pools") { (_, table) throws(ConfigurationError) in try PoolSettings(&table) }
        aliases = try reader.texts("aliases")
        try reader.finish()
        try Self.checkPreference(node, providers: providers.keys)
        try checkMembers()
    }

    /// A member of an unknown provider would be found out only when a model is made, without its line.
    private func checkMembers() throws(ConfigurationError) {
        let known = Array(providers.keys) + ["command"]
        for (pool, settings) in pools.sorted(by: { $0.key < $1.key }) {
            for member in settings.members where aliases[member.model] == nil {
                let provider = member.model.split(separator: "/", maxSplits: 1).first.map(String.init) ?? ""
                guard !known.contains(provider) else { continue }
                let problem =
                    ["pool", "builtin", "scripted"].contains(provider)
                    ? "a pool is made of servers and programs, not of \(provider)"
                    : "there is no [providers.\(provider)]" + suggestion(for: provider, in: known)
                throw ConfigurationError(member.origin, "pools.\(pool).members names “\(member.model)”, but \(problem)")
            }
        }
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
